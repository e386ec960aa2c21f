import kafkajs, {
  type Kafka,
  type Message,
  type Producer,
  type RecordMetadata,
  type TopicMessages,
} from 'kafkajs';
import { EntrepotError } from '#errors';

export type AnsweredSender = Pick<Producer, 'connect' | 'disconnect'> & {
  /**
   * Resolves when every partition that was written to has acknowledged.
   *
   * @throws what kafkajs throws; KAFKA_UNREACHABLE where no partition of a request acknowledged.
   */
  send(topicMessages: readonly TopicMessages[], compression: number): Promise<void>;
};

/**
 * A kafkajs producer that believes only acknowledgements.
 *
 * kafkajs retries by broker, not by partition: where a partition's leadership moves, between two tries, to a broker that
 * has answered the first of them for its own partitions, kafkajs sends that partition's records nowhere and resolves.
 * Its answer lists the partitions that acknowledged, so whatever is not in it is sent again.
 *
 * Every message needs a key: kafkajs moves keyless records to another partition at each try.
 */
export function answeredSender(kafka: Pick<Kafka, 'producer'>): AnsweredSender {
  const partitions = new WeakMap<Message, number>();
  const producer = kafka.producer({
    createPartitioner: () => {
      const pick = kafkajs.Partitioners.DefaultPartitioner();
      return (args) => {
        const partition = pick(args);
        partitions.set(args.message, partition);
        return partition;
      };
    },
    allowAutoTopicCreation: false,
    idempotent: false,
  });

  return {
    connect: () => producer.connect(),
    disconnect: () => producer.disconnect(),
    async send(topicMessages, compression) {
      let rest = [...topicMessages];
      while (rest.length > 0) {
        const answers = await producer.sendBatch({ topicMessages: rest, acks: -1, compression });
        if (answers.length === 0) {
          throw new EntrepotError('KAFKA_UNREACHABLE', 'Kafka acknowledged none of the records.', {
            fix: 'Send them again.',
          });
        }
        rest = unanswered(rest, partitions, answers);
      }
    },
  };
}

function unanswered(
  topicMessages: readonly TopicMessages[],
  partitions: WeakMap<Message, number>,
  answers: readonly RecordMetadata[],
): TopicMessages[] {
  const answered = new Set(answers.map(({ topicName, partition }) => `${topicName}/${partition}`));
  return topicMessages
    .map(({ topic, messages }) => ({
      topic,
      messages: messages.filter((message) => !answered.has(`${topic}/${partitions.get(message)}`)),
    }))
    .filter(({ messages }) => messages.length > 0);
}
