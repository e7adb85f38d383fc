package dev.vectide.bench.faults;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** The broker that coordinates a transaction of an encoder stops, cleanly, while that is open, and is started again. */
record CoordinatorRestart() implements Fault {
    private static final int STOP_SECONDS = 60;
    private static final int TRIES = 200;

    @Override
    public String name() {
        return "restart of a broker amid a transaction";
    }

    @Override
    public long run(Cluster cluster, Producer producer, Random random) throws Exception {
        ChildProcess broker = cluster.process("broker-" + coordinator(cluster));
        broker.stop(STOP_SECONDS);
        broker.start();
        return System.nanoTime();
    }

    private static int coordinator(Cluster cluster) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.brokers().bootstrap()))) {
            ListTransactionsOptions open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
            for (int tried = 0; tried < TRIES; tried++) {
                for (TransactionListing one : admin.listTransactions(open).all().get()) {
                    if (one.transactionalId().contains(".encoder.")) {
                        String id = one.transactionalId();
                        return admin.describeTransactions(List.of(id)).description(id).get().coordinatorId();
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("no encoder has a transaction open, though events flow");
    }
}
