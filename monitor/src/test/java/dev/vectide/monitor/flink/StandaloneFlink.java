package dev.vectide.monitor.flink;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A standalone Flink cluster: a JobManager and TaskManagers as processes of Flink's own artefacts, with the configuration that
 * they would have anywhere. State in RocksDB, checkpoints in a folder. It has nothing of this project on its class path.
 *
 * <p>Used by one thread; what still runs ends with this JVM.
 */
final class StandaloneFlink implements AutoCloseable {
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String LOOPBACK = "127.0.0.1";

    private final Path directory;
    private final Path conf;
    private final int restPort;
    private final List<Process> taskManagers = new ArrayList<>();
    private final Thread hook = new Thread(this::destroy);
    private Process jobManager;
    private int started;

    private StandaloneFlink(Path directory, int slots) throws IOException {
        this.directory = directory;
        this.conf = Files.createDirectories(directory.resolve("conf"));
        this.restPort = freePort();
        Files.writeString(conf.resolve("config.yaml"), settings(slots));
        Files.writeString(conf.resolve("log4j2.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.file.ref = file
                appender.file.name = file
                appender.file.type = File
                appender.file.fileName = ${sys:log.file}
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = %d %-5p %c{1} %m%n
                """);
    }

    /** @param slots of each TaskManager */
    static StandaloneFlink start(Path directory, int taskManagers, int slots) throws IOException {
        StandaloneFlink cluster = new StandaloneFlink(directory, slots);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        cluster.startJobManager();
        for (int i = 0; i < taskManagers; i++) {
            cluster.startTaskManager();
        }
        return cluster;
    }

    private void startJobManager() throws IOException {
        jobManager = process("jobmanager", JOB_MANAGER, "384m");
    }

    /** As {@code kill -9} does to the JobManager, which a supervisor then starts again; it has forgotten its jobs. */
    void loseJobManager() throws IOException, InterruptedException {
        jobManager.destroyForcibly().waitFor();
        startJobManager();
    }

    void startTaskManager() throws IOException {
        taskManagers.add(process("taskmanager-" + started++, TASK_MANAGER, "400m"));
    }

    /** As {@code kill -9} does to the one that was started first; returns once it is gone. */
    void killTaskManager() throws InterruptedException {
        taskManagers.remove(0).destroyForcibly().waitFor();
    }

    URI address() {
        return URI.create("http://" + LOOPBACK + ":" + restPort);
    }

    /** @throws IllegalStateException if a process has ended by itself; the message has what it said last */
    void check() {
        List<Process> all = new ArrayList<>(taskManagers);
        all.add(jobManager);
        if (all.stream().anyMatch(process -> !process.isAlive())) {
            throw new IllegalStateException("a process of the cluster has ended: " + lastWords());
        }
    }

    /** The end of every process's output. */
    String lastWords() {
        StringBuilder words = new StringBuilder();
        try (Stream<Path> files = Files.list(logs())) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                words.append('\n').append(file.getFileName()).append('\n')
                        .append(String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
            }
        } catch (IOException e) {
            words.append(e);
        }
        return words.toString();
    }

    private Path logs() {
        return directory.resolve("logs");
    }

    private String settings(int slots) throws IOException {
        String state = directory.resolve("state").toUri().toString();
        return String.join("\n", List.of(
                "jobmanager.rpc.address: " + LOOPBACK,
                "jobmanager.rpc.port: " + freePort(),
                "jobmanager.bind-host: " + LOOPBACK,
                "rest.address: " + LOOPBACK,
                "rest.bind-address: " + LOOPBACK,
                "rest.port: " + restPort,
                "taskmanager.host: " + LOOPBACK,
                "taskmanager.bind-host: " + LOOPBACK,
                "taskmanager.numberOfTaskSlots: " + slots,
                // What Flink's scripts would work out from the size of the process.
                "taskmanager.cpu.cores: 2",
                "taskmanager.memory.task.heap.size: 256m",
                "taskmanager.memory.task.off-heap.size: 0m",
                "taskmanager.memory.network.min: 64m",
                "taskmanager.memory.network.max: 64m",
                "taskmanager.memory.managed.size: 128m",
                "taskmanager.memory.framework.heap.size: 128m",
                "taskmanager.memory.framework.off-heap.size: 128m",
                "taskmanager.memory.jvm-metaspace.size: 256m",
                "taskmanager.memory.jvm-overhead.min: 192m",
                "taskmanager.memory.jvm-overhead.max: 192m",
                "state.backend.type: rocksdb",
                "execution.checkpointing.incremental: true",
                "execution.checkpointing.dir: " + state + "checkpoints",
                "execution.checkpointing.savepoint-dir: " + state + "savepoints",
                "heartbeat.interval: 1s",
                "heartbeat.timeout: 20s",
                "security.delegation.tokens.enabled: false",
                "io.tmp.dirs: " + Files.createDirectories(directory.resolve("tmp")),
                ""));
    }

    private Process process(String name, String main, String heap) throws IOException {
        Files.createDirectories(logs());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=256m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Dlog.file=" + logs().resolve(name + ".log"),
                "-Dlog4j2.configurationFile=" + conf.resolve("log4j2.properties"),
                "-cp",
                classPath(),
                main,
                "--configDir",
                conf.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logs().resolve(name + ".out").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("VECTIDE_"));
        return builder.start();
    }

    /** As the module flink-cluster found it. */
    private static String classPath() throws IOException {
        Path list = Path.of(System.getProperty("vectide.root", "."), "flink-cluster", "target", "flink.classpath");
        if (!Files.exists(list)) {
            throw new IOException(list + " is missing: build the module flink-cluster first");
        }
        return Files.readString(list).trim().replace(":", File.pathSeparator);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private void destroy() {
        taskManagers.forEach(Process::destroyForcibly);
        if (jobManager != null) {
            jobManager.destroyForcibly();
        }
    }

    @Override
    public void close() {
        destroy();
        try {
            for (Process process : taskManagers) {
                process.waitFor(10, TimeUnit.SECONDS);
            }
            jobManager.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
