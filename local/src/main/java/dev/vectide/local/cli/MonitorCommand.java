package dev.vectide.local.cli;

import dev.vectide.local.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The monitor as a process of its own, until it is told to stop. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "Runs the monitor alone, against the Kafka in the settings: its jobs in this process, or, where the "
                + "settings have flink.rest.address, on that Flink cluster, where they stay.")
final class MonitorCommand implements Callable<Integer> {
    private static final List<String> MONITORS = List.of("collapse", "drift", "novelty");

    @Mixin
    private RoleOptions options;

    @Option(names = "--space", paramLabel = "NAME", description = "The space that is watched; else encoder.space.")
    private @Nullable String space;

    @Option(
            names = "--from",
            paramLabel = "MONITOR=PATH",
            description = "On a cluster: the savepoint or checkpoint that a job which does not run yet goes on from.")
    private Map<String, String> from = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        for (String monitor : from.keySet()) {
            if (!MONITORS.contains(monitor)) {
                throw CommandException.usage("--from: '" + monitor + "', expected one of " + MONITORS);
            }
        }
        return options.run("monitor", Map.of(), settings -> "monitor", this::start);
    }

    private Role start(RoleOptions.Start start) {
        String name = space == null ? start.settings().encoder().space() : space;
        return Role.monitor(start.settings(), name, new Role.Jobs(start.folder(), jar(), from), start.say());
    }

    /** Beside the libraries of this program. */
    private static Path jar() {
        Path jar = Path.of(System.getProperty("vectide.home", "."), "local", "target", "job", "vectide-monitor-job.jar");
        return Files.exists(jar) ? jar : jar.getFileName();
    }
}
