package dev.vectide.local.cli;

import dev.vectide.local.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One ingester as a process of its own, until it is told to stop. */
@Command(
        name = "ingester",
        mixinStandardHelpOptions = true,
        description = "Runs an ingester alone, against the Kafka in the settings: "
                + "events over HTTP and from mapped topics.")
final class IngesterCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options;

    @Mixin
    private InstanceOption instance;

    @Override
    public Integer call() throws InterruptedException {
        return options.run(
                "ingester",
                instance.overrides("STREAMS"),
                settings -> "ingester-" + settings.streams().instance(),
                start -> Role.ingester(start.settings()));
    }
}
