package dev.vectide.local.cli;

import dev.vectide.local.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One encoder as a process of its own, until it is told to stop. */
@Command(
        name = "encoder",
        mixinStandardHelpOptions = true,
        description = "Runs an encoder alone, against the Kafka in the settings: "
                + "it encodes events, and answers /v1/embeddings.")
final class EncoderCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options;

    @Mixin
    private InstanceOption instance;

    @Override
    public Integer call() throws InterruptedException {
        return options.run(
                "encoder",
                instance.overrides("ENCODER"),
                settings -> "encoder-" + settings.encoder().instance(),
                start -> Role.encoder(start.settings()));
    }
}
