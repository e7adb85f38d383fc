package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.MonitorRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The monitor as a process of its own, until it is told to stop. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "Runs the monitor alone, against the Kafka in the settings: its jobs in this process, or, where the "
                + "settings have flink.rest.address, on that Flink cluster, where they stay.")
final class MonitorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the state of jobs in this process lies; else the folder data of this project.")
    private @Nullable Path data;

    @Option(names = "--space", paramLabel = "NAME", description = "The space that is watched; else encoder.space.")
    private @Nullable String space;

    @Option(
            names = "--from",
            paramLabel = "MONITOR=PATH",
            description = "On a cluster: the savepoint or checkpoint that a job which does not run yet goes on from.")
    private Map<String, String> from = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        VectideConfig settings = config.settings(Map.of()).bind();
        if (settings.kafka().bootstrap().isEmpty()) {
            throw CommandException.usage("kafka.bootstrap is empty, expected host:port of the Kafka whose vectors are watched");
        }
        for (String monitor : from.keySet()) {
            if (!MonitorRole.MONITORS.contains(monitor)) {
                throw CommandException.usage("--from: '" + monitor + "', expected one of " + MonitorRole.MONITORS);
            }
        }
        Path directory = data == null ? ConfigOptions.usualData() : data;
        ServerLog.writeTo(directory.resolve("logs"));
        CountDownLatch stop = new CountDownLatch(1);
        Signals.onStop(stop::countDown);
        MonitorRole.Where where = new MonitorRole.Where(directory, jar(), from);
        try (MonitorRole role = MonitorRole.start(settings, space == null ? settings.encoder().space() : space, where)) {
            say("The monitor of " + role.space() + " runs " + role.place() + "; reports at " + role.address()
                    + ". Ctrl-C stops it.");
            stop.await();
            say("Stopping.");
        }
        say("Stopped.");
        return ExitCode.DONE;
    }

    /** Beside the libraries of this program. */
    private static Path jar() {
        Path jar = Path.of(System.getProperty("vectide.home", "."), "local", "target", "job", "vectide-monitor-job.jar");
        return Files.exists(jar) ? jar : jar.getFileName();
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
