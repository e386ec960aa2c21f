export const pipelinesDocument = `query pipelines {
  pipelines {
    topics { topic partitions lagOffsets lagSeconds rows quarantined drifted lastEventAt }
    models { name kind rows partitions version builtAt lastError durationMs }
    runs(first: 50) { model startedAt durationMs partitions rows error }
  }
  quarantine(first: 100) { totalCount nodes { topic partition offset reason payload receivedAt } }
}`;
