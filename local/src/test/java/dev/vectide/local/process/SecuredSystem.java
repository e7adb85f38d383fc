package dev.vectide.local.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.ApiKey;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.wire.Json;
import dev.vectide.local.http.Certificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every role as a process, all doors by TLS and with keys, quotas and small bounds, against a {@link SecureBroker}; configured
 * by one file, as a user would, but for the key with which they ask each other, which is in the environment.
 */
final class SecuredSystem implements AutoCloseable {
    static final String NAMESPACE = "secured";

    final String key = key();
    final String ownKey = key();
    /** May have a text encoded every hundred seconds. */
    final String meteredKey = key();
    final String webhookSecret = key();
    final String webhookPath = key();
    final Certificates tls;
    final SecureBroker broker;
    /** What was answered, to look for secrets in. */
    final List<String> bodies = new CopyOnWriteArrayList<>();
    /** Lines of the processes that were stopped. */
    final List<String> said = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, VectideProcess> processes = new TreeMap<>();

    private SecuredSystem(Path folder) throws Exception {
        this.folder = folder;
        this.tls = Certificates.make(folder, "doors", "dns:localhost,ip:127.0.0.1");
        this.broker = SecureBroker.start(folder, Certificates.make(folder, "kafka", "dns:localhost,ip:127.0.0.1"));
        int[] free = SecureBroker.freePorts(3);
        ports.put("encoder", free[0]);
        ports.put("indexer-a", free[1]);
        ports.put("indexer-b", free[2]);
    }

    static SecuredSystem start(Path folder) throws Exception {
        SecuredSystem system = new SecuredSystem(folder);
        try {
            system.broker.allow(NAMESPACE);
            for (String name : List.of("encoder", "ingester", "indexer-a", "indexer-b", "monitor")) {
                system.run(name, system.settings(), Map.of());
                // One after another, as all at once would keep a broker on two processors from answering in time.
                system.process(name).awaitReady();
            }
            return system;
        } catch (Exception e) {
            system.close();
            throw e;
        }
    }

    /** Starts a role, or starts it anew. */
    void run(String name, ObjectNode settings, Map<String, String> environment) throws Exception {
        if (processes.containsKey(name)) {
            stop(name);
        }
        String role = name.replaceAll("-.*", "");
        List<String> command = new ArrayList<>(List.of(
                role, "--port", ports.getOrDefault(name, 0).toString(),
                "--data", folder.resolve("data-" + name).toString(),
                "--config", file(name + ".yaml", settings).toString()));
        if (role.equals("indexer")) {
            command.addAll(List.of("--instance", name.substring(role.length() + 1)));
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("VECTIDE_SECURITY_OWN_KEY", ownKey);
        String heap = role.equals("encoder") || role.equals("monitor") ? "640m" : "320m";
        processes.put(name, VectideProcess.start(heap, variables, command.toArray(String[]::new)));
    }

    /** Cleanly; what it said is kept. */
    void stop(String name) throws Exception {
        try (VectideProcess process = process(name)) {
            process.terminate();
            if (process.awaitExit() != 0) {
                throw new AssertionError(name + " did not stop cleanly: " + process.err());
            }
            said.addAll(process.out());
            said.addAll(process.err());
        }
        processes.remove(name);
    }

    ObjectNode settings() {
        ObjectNode all = Json.MAPPER.createObjectNode().put("namespace", NAMESPACE);
        ObjectNode kafka = all.putObject("kafka").put("bootstrap", broker.bootstrap());
        broker.client().forEach(kafka.putObject("client")::put);
        ObjectNode http = all.putObject("http").put("max-body", "256KiB").put("max-header", "4KiB");
        http.putObject("tls").put("certificate", tls.certificate().toString()).put("key", tls.key().toString());
        all.putObject("encoder").put("canary-interval", "0s");
        all.putObject("indexer")
                .put("encoder", "https://127.0.0.1:" + ports.get("encoder"))
                .put("encoder-timeout", "60s")
                .put("shard-timeout", "30s");
        all.putObject("monitor").put("silence", "1s").put("checkpoint-interval", "1s");
        ObjectNode alerts = all.putObject("alerts").put("group-wait", "0s").put("backoff", "100ms").put("tries", 2);
        alerts.putArray("webhooks")
                .addObject()
                .put("url", "http://127.0.0.1:1/" + webhookPath)
                .put("secret", webhookSecret);
        ObjectNode security = all.putObject("security").put("trust", tls.certificate().toString());
        let(security, "all", key, "read", "write", "admin");
        let(security, "system", ownKey, "read");
        let(security, "metered", meteredKey, "read").put("texts", 0.01);
        security.withArray("quotas").addObject().put("streams", "few-events").put("events", 0.01);
        security.withArray("quotas").addObject().put("streams", "few-bytes").put("bytes", "1B");
        security.withArray("quotas").addObject().put("streams", "few-searches").put("searches", 0.01);
        security.withArray("quotas").addObject().put("streams", "few-texts").put("texts", 0.01);
        return all;
    }

    /** Lets a key of every stream in. */
    static ObjectNode let(ObjectNode security, String name, String key, String... verbs) {
        ObjectNode entry = security.withArray("keys").addObject().put("name", name).put("sha256", ApiKey.hash(key));
        entry.putArray("streams").add("*");
        for (String verb : verbs) {
            entry.withArray("verbs").add(verb);
        }
        return entry;
    }

    /** JSON, and so YAML. */
    Path file(String name, ObjectNode settings) throws IOException {
        return Files.writeString(folder.resolve(name), settings.toPrettyString());
    }

    VectideProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    /** Asks with the key of all, trusting the doors' certificate. */
    Client.Answer ask(String name, String method, String path, String body, String... headers) throws Exception {
        return askAs(name, key, method, path, body, headers);
    }

    /** @param key empty for none */
    Client.Answer askAs(String name, String key, String method, String path, String body, String... headers) throws Exception {
        URI address = process(name).awaitReady().address();
        Client client = new Client(address, Outgoing.of(key, "tests", tls.certificate().toString()));
        String type = body.isEmpty() ? null : "application/json";
        Client.Answer answer = client.send(method, path, type, body.isEmpty() ? null : body, headers);
        bodies.add(answer.body());
        return answer;
    }

    private static String key() {
        return ApiKey.generate(new SecureRandom());
    }

    @Override
    public void close() throws IOException {
        for (VectideProcess process : processes.values()) {
            process.close();
        }
        broker.close();
    }
}
