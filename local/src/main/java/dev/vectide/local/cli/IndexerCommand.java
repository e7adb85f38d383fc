package dev.vectide.local.cli;

import dev.vectide.local.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One indexer as a process of its own, until it is told to stop. */
@Command(
        name = "indexer",
        mixinStandardHelpOptions = true,
        description = "Runs an indexer alone, against the Kafka in the settings: "
                + "the vector store of encoder.space, with its search.")
final class IndexerCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options;

    @Mixin
    private InstanceOption instance;

    @Override
    public Integer call() throws InterruptedException {
        return options.run(
                "indexer",
                instance.overrides("INDEXER"),
                settings -> "indexer-" + settings.indexer().instance(),
                start -> Role.indexer(start.settings(), start.folder(), start.say()));
    }
}
