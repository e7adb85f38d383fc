package dev.vectide.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * An ingester and an encoder in a namespace of their own on the same brokers: for faults that leave an account behind which
 * nobody could balance.
 *
 * <p>Used by one thread.
 */
final class Apart implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration REQUEST = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final String namespace;
    private final RoleProcess encoder;
    private final RoleProcess ingester;
    private final Admin admin;

    private Apart(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.encoder = cluster.apart("encoder-" + namespace, namespace);
        this.ingester = cluster.apart("ingester-" + namespace, namespace);
        this.admin = Admin.create(Map.of("bootstrap.servers", cluster.brokers().bootstrap()));
    }

    /** Ready. */
    static Apart start(Cluster cluster, String namespace) throws IOException, InterruptedException {
        Apart apart = new Apart(cluster, namespace);
        apart.restart();
        return apart;
    }

    void restart() throws IOException, InterruptedException {
        for (RoleProcess role : roles()) {
            role.process().kill();
            role.process().start();
        }
        for (RoleProcess role : roles()) {
            cluster.awaitReady(role, PATIENCE);
        }
    }

    private List<RoleProcess> roles() {
        return List.of(ingester, encoder);
    }

    RoleProcess encoder() {
        return encoder;
    }

    RoleProcess ingester() {
        return ingester;
    }

    Admin admin() {
        return admin;
    }

    String topic(String name) {
        return namespace + "." + name;
    }

    /** Returns once so many documents with such a name are acknowledged. */
    void send(String name, int count) throws IOException, InterruptedException {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add("{\"id\":\"%s-%d\",\"text\":\"%s number %d\"}".formatted(name, i, name, i));
        }
        Http.Answer answer = cluster.http().post(
                ingester.address().resolve("/v1/streams/" + Cluster.STREAM + "/events"), REQUEST, "application/json",
                events.toString());
        if (answer.status() != 202) {
            throw new IllegalStateException("the ingester answers " + answer.status() + ": " + answer.body());
        }
    }

    /** Returns once there are vectors of all of these; fails if there are not in time. */
    void awaitVectors(String name, int count) throws InterruptedException, ExecutionException {
        await("vectors of " + count + " documents " + name, () -> vectors(name) >= count ? "" : vectors(name) + " are there");
    }

    private long vectors(String name) throws InterruptedException, ExecutionException {
        String prefix = Cluster.STREAM + "/" + name + "-";
        String bootstrap = cluster.brokers().bootstrap();
        long found = 0;
        for (String topic : admin.listTopics().names().get()) {
            if (topic.startsWith(namespace + ".vectors.")) {
                found += Topics.all(bootstrap, topic).stream()
                        .map(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                        .filter(key -> key.startsWith(prefix))
                        .distinct()
                        .count();
            }
        }
        return found;
    }

    /** Returns once a role is not ready, with the reason. */
    String awaitNotReady(RoleProcess role) throws InterruptedException {
        Map<String, String> said = new HashMap<>();
        await(role.name() + " is not ready", () -> {
            String reason = cluster.http().reason(role.address().resolve("/readyz"));
            said.put("reason", reason);
            return reason.isEmpty() ? "it says it is" : "";
        });
        return said.getOrDefault("reason", "");
    }

    /** Something to wait for: empty once it is so, else how it is. */
    private interface Condition {
        String missing() throws Exception;
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String missing = ask(condition);
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected: " + what + "; " + missing);
            }
            Thread.sleep(200);
            missing = ask(condition);
        }
    }

    private static String ask(Condition condition) throws InterruptedException {
        try {
            return condition.missing();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return e.toString();
        }
    }

    void deleteTopic(String name) throws InterruptedException, ExecutionException {
        admin.deleteTopics(List.of(name)).all().get();
        await("topic " + name + " is gone", () -> {
            try {
                admin.describeTopics(List.of(name)).allTopicNames().get();
                return "it is there";
            } catch (ExecutionException e) {
                return e.getCause() instanceof UnknownTopicOrPartitionException ? "" : e.toString();
            }
        });
    }

    @Override
    public void close() {
        roles().forEach(role -> role.process().kill());
        admin.close(Duration.ZERO);
    }
}
