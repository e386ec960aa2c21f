export { type ErrorCode, errorCodes } from './codes.ts';
export { EntrepotError, type ErrorDetail, explain, messageOf } from './entrepot-error.ts';
export { nearest } from './nearest.ts';
