// What is known about systems that often run in StatefulSets. Data only; one entry per system.

import { containersOf, type PlacedContainer, type PodTemplate } from './pod-templates.ts';

export interface KnownSystem {
  readonly name: string;
  /** The last part of the image's name, without tag. */
  readonly image: RegExp;
  /** Members vote, so that an even number of them tolerates no more losses than one fewer. */
  readonly votes: boolean;
  /** Members vote only where the command or arguments hold this. */
  readonly votesWith?: RegExp;
  /** The readiness of a member, asked at these paths, needs the others. */
  readonly readyPaths?: RegExp;
  /** Directories of the images in which the data lies that must outlive a Pod. */
  readonly dataPaths: readonly string[];
  /** The operator that adds, removes and upgrades members as the system wants it, where there is a maintained one. */
  readonly operator?: string;
}

const KNOWN_SYSTEMS: readonly KnownSystem[] = [
  {
    name: 'ZooKeeper',
    image: /^(kubernetes-)?zookeeper$|^cp-zookeeper$/,
    votes: true,
    dataPaths: ['/data', '/var/lib/zookeeper', '/var/lib/zookeeper/data', '/bitnami/zookeeper'],
  },
  {
    name: 'etcd',
    image: /^etcd$/,
    votes: true,
    readyPaths: /^\/(health|readyz)\b/,
    dataPaths: ['/var/lib/etcd', '/etcd-data', '/bitnami/etcd'],
    operator: 'etcd-operator',
  },
  { name: 'Consul', image: /^consul$/, votes: true, dataPaths: ['/consul/data'] },
  {
    name: 'Kafka',
    // Brokers do not vote; with KRaft the controllers do, and often those are other Pods.
    image: /^(cp-)?kafka$|^kafka-native$|^cp-server$/,
    votes: false,
    dataPaths: ['/var/lib/kafka/data', '/bitnami/kafka'],
    operator: 'Strimzi',
  },
  {
    name: 'Cassandra',
    image: /^cassandra$/,
    votes: false,
    dataPaths: ['/var/lib/cassandra', '/var/lib/cassandra/data', '/cassandra_data', '/bitnami/cassandra'],
    operator: 'K8ssandra',
  },
  {
    name: 'MongoDB',
    image: /^mongo$|^mongodb$|^mongodb-(community|enterprise)-server$/,
    votes: true,
    votesWith: /--replSet\b/,
    dataPaths: ['/data/db', '/bitnami/mongodb'],
    operator: 'MongoDB Controllers for Kubernetes',
  },
  {
    name: 'PostgreSQL',
    image: /^postgres(ql)?$|^postgis$|^timescaledb$/,
    votes: false,
    dataPaths: ['/var/lib/postgresql/data', '/bitnami/postgresql'],
    operator: 'CloudNativePG',
  },
  {
    name: 'MySQL',
    image: /^mysql$|^mysql-server$|^percona$/,
    votes: false,
    dataPaths: ['/var/lib/mysql', '/bitnami/mysql'],
    operator: 'MySQL Operator for Kubernetes',
  },
  {
    name: 'MariaDB',
    image: /^mariadb(-galera)?$/,
    votes: false,
    dataPaths: ['/var/lib/mysql', '/bitnami/mariadb'],
    operator: 'mariadb-operator',
  },
  // Redis is a cache as often as a database: that its data goes with a Pod is ordinary.
  { name: 'Redis', image: /^redis$|^valkey$/, votes: false, dataPaths: [] },
  {
    name: 'RabbitMQ',
    image: /^rabbitmq$/,
    votes: true,
    dataPaths: ['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia', '/bitnami/rabbitmq'],
    operator: 'RabbitMQ Cluster Operator',
  },
  {
    name: 'Elasticsearch',
    // Of an even number of masters Elasticsearch itself leaves one out of the voting.
    image: /^elasticsearch(-oss)?$/,
    votes: false,
    dataPaths: ['/usr/share/elasticsearch/data'],
    operator: 'Elastic Cloud on Kubernetes',
  },
  {
    name: 'NATS',
    image: /^nats$/,
    votes: true,
    votesWith: /(^|\s)--?(js|jetstream)\b/m,
    dataPaths: ['/data/jetstream'],
  },
  {
    name: 'Prometheus',
    image: /^prometheus$/,
    votes: false,
    dataPaths: ['/prometheus'],
    operator: 'Prometheus Operator',
  },
];

export interface PlacedSystem extends PlacedContainer {
  readonly system: KnownSystem;
  /** Whether the members of this very set vote. */
  readonly isVoting: boolean;
}

/** The container that runs a known system, by its image; sidecars that are no system do not count. */
export function placedSystemOf(template: PodTemplate): PlacedSystem | undefined {
  for (const placed of containersOf(template)) {
    if (placed.isInit) continue;
    const name = (placed.container.image ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '';
    const system = KNOWN_SYSTEMS.find(({ image }) => image.test(name));
    if (system === undefined) continue;
    const words = [...(placed.container.command ?? []), ...(placed.container.args ?? [])].join('\n');
    return { ...placed, system, isVoting: system.votes && (system.votesWith?.test(words) ?? true) };
  }
  return undefined;
}

export function systemOf(template: PodTemplate): KnownSystem | undefined {
  return placedSystemOf(template)?.system;
}
