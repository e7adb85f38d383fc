package dev.vectide.bench.faults;

import java.util.Random;

/**
 * The events topic deleted under a running system. Ingester and encoder must both say so at {@code /readyz}. Started anew
 * they make the topic again, and every event that is sent from then on must have its vector; what was in the topic and
 * already encoded stays searchable, and belongs to no account any more.
 */
record TopicDeleted() implements Fault {
    private static final int EVENTS = 12;

    @Override
    public String name() {
        return "events topic deleted";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        try (Apart apart = Apart.start(cluster, "gone" + random.nextInt(1 << 20))) {
            apart.send("before", EVENTS);
            apart.awaitVectors("before", EVENTS);
            apart.deleteTopic(apart.topic("events"));
            for (RoleProcess role : java.util.List.of(apart.ingester(), apart.encoder())) {
                String reason = apart.awaitNotReady(role);
                if (!reason.contains(apart.topic("events"))) {
                    throw new IllegalStateException(role.name() + " does not say which topic is gone: " + reason);
                }
            }
            apart.restart();
            apart.send("after", EVENTS);
            apart.awaitVectors("after", EVENTS);
        }
        return System.nanoTime();
    }
}
