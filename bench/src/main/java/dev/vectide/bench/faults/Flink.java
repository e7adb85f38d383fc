package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A standalone Flink cluster of Flink's own artefacts, as the module flink-cluster found them: a JobManager without high
 * availability and two TaskManagers, state in RocksDB, checkpoints in a folder. It has nothing of this project on its class
 * path.
 *
 * <p>Used by one thread.
 */
final class Flink {
    static final String JOB_MANAGER = "jobmanager";
    static final List<String> TASK_MANAGERS = List.of("taskmanager-a", "taskmanager-b");
    static final List<String> PROCESSES =
            Stream.concat(Stream.of(JOB_MANAGER), TASK_MANAGERS.stream()).toList();
    /** Of each job: one in each TaskManager, or both in one. */
    static final int TASKS = 2;

    private static final int MONITORS = 3;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOGGING = "flink-log4j2.xml";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final URI address;
    private final Http http;
    private final List<ChildProcess> processes;

    private Flink(URI address, Http http, List<ChildProcess> processes) {
        this.address = address;
        this.http = http;
        this.processes = processes;
    }

    /**
     * @param home the project, with flink-cluster built
     * @param folder for state and logs
     */
    static Flink start(Path home, Path folder, Ports ports, Http http) throws IOException {
        int rest = ports.next();
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("config.yaml"), settings(folder, ports.next(), rest));
        try (InputStream in = Objects.requireNonNull(Flink.class.getResourceAsStream(LOGGING), LOGGING)) {
            Files.copy(in, conf.resolve(LOGGING));
        }
        String classPath = classPath(home);
        List<ChildProcess> processes = new ArrayList<>();
        processes.add(process(
                JOB_MANAGER, "entrypoint.StandaloneSessionClusterEntrypoint", List.of("-Xmx320m"), classPath, conf, folder));
        for (String name : TASK_MANAGERS) {
            processes.add(process(
                    name, "taskexecutor.TaskManagerRunner",
                    List.of("-Xmx384m", "--add-modules", "jdk.incubator.vector"), classPath, conf, folder));
        }
        processes.forEach(ChildProcess::start);
        return new Flink(URI.create("http://" + LOOPBACK + ":" + rest), http, List.copyOf(processes));
    }

    private static ChildProcess process(
            String name, String main, List<String> own, String classPath, Path conf, Path folder) {
        List<String> flags = new ArrayList<>(List.of(
                "-cp", classPath, "-XX:MaxDirectMemorySize=192m", "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=" + conf.resolve(LOGGING)));
        flags.addAll(own);
        return ChildProcess.java(
                name, flags, "org.apache.flink.runtime." + main, List.of("--configDir", conf.toString()), Map.of(),
                folder.resolve(name + ".log"));
    }

    private static String settings(Path folder, int rpc, int rest) throws IOException {
        return String.join("\n", List.of(
                "jobmanager.rpc.address: " + LOOPBACK,
                "jobmanager.rpc.port: " + rpc,
                "jobmanager.bind-host: " + LOOPBACK,
                "rest.address: " + LOOPBACK,
                "rest.bind-address: " + LOOPBACK,
                "rest.port: " + rest,
                "taskmanager.host: " + LOOPBACK,
                "taskmanager.bind-host: " + LOOPBACK,
                "taskmanager.numberOfTaskSlots: " + MONITORS,
                // Else all jobs end up in the TaskManager that was there first.
                "taskmanager.load-balance.mode: SLOTS",
                // What Flink's scripts would work out from the size of the process.
                "taskmanager.cpu.cores: 2",
                "taskmanager.memory.task.heap.size: 256m",
                "taskmanager.memory.task.off-heap.size: 0m",
                "taskmanager.memory.network.min: 48m",
                "taskmanager.memory.network.max: 48m",
                "taskmanager.memory.managed.size: 96m",
                "taskmanager.memory.framework.heap.size: 128m",
                "taskmanager.memory.framework.off-heap.size: 128m",
                "taskmanager.memory.jvm-metaspace.size: 192m",
                "taskmanager.memory.jvm-overhead.min: 192m",
                "taskmanager.memory.jvm-overhead.max: 192m",
                "state.backend.type: rocksdb",
                "execution.checkpointing.incremental: true",
                "execution.checkpointing.dir: " + folder.resolve("checkpoints").toUri(),
                // So long a TaskManager stands by a JobManager that was killed, and with it by the jobs of that one; and less
                // than a standstill lasts.
                "heartbeat.interval: 1s",
                "heartbeat.timeout: 6s",
                // A TaskManager that asks for a JobManager that does not listen yet asks again.
                "cluster.registration.error-delay: 1s",
                // So long it keeps the places of a job that its JobManager has forgotten from the one that goes on from there.
                "taskmanager.slot.timeout: 3s",
                "security.delegation.tokens.enabled: false",
                "io.tmp.dirs: " + Files.createDirectories(folder.resolve("tmp")),
                ""));
    }

    private static String classPath(Path home) throws IOException {
        Path list = home.resolve("flink-cluster/target/flink.classpath");
        if (!Files.exists(list)) {
            throw new IllegalStateException(list + " is missing: build the module flink-cluster first (mvn package)");
        }
        return Files.readString(list).trim().replace(":", File.pathSeparator);
    }

    /** Of its REST routes. */
    URI address() {
        return address;
    }

    List<ChildProcess> processes() {
        return processes;
    }

    /** Why not all tasks of all jobs run; empty if they do. */
    String notReady() throws InterruptedException {
        try {
            int running = 0;
            List<String> others = new ArrayList<>();
            for (JsonNode job : http.get(address.resolve("/jobs/overview"), PATIENCE).json().path("jobs")) {
                JsonNode tasks = job.path("tasks");
                if (job.path("state").asText().equals("RUNNING")
                        && tasks.path("running").asInt() == tasks.path("total").asInt()) {
                    running++;
                } else {
                    others.add("%s is %s, %d of its %d tasks run".formatted(
                            job.path("name").asText(), job.path("state").asText(), tasks.path("running").asInt(),
                            tasks.path("total").asInt()));
                }
            }
            return running == MONITORS ? "" : running + " of " + MONITORS + " jobs run " + others;
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
