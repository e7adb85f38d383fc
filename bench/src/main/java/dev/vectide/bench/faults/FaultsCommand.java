package dev.vectide.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Three brokers and every role as processes, under load, with something going wrong in each round: what was"
                + " lost, doubled or answered wrongly, and how soon all is well again. Exit code 1 where anything was.")
public final class FaultsCommand implements Callable<Integer> {
    private static final int QUICK = 3;

    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Three rounds: two minutes on two processors.")
    private boolean quick;

    @Option(names = "--rounds", defaultValue = "50", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of faults, moments and texts. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--keep", paramLabel = "DIR", description = "Where data and logs are kept; else they are deleted.")
    private @Nullable Path keep;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("vectide.home", ".")).toAbsolutePath();
        Path folder = keep == null ? Files.createTempDirectory("vectide-faults") : Files.createDirectories(keep);
        try {
            FaultsBench.Result result = FaultsBench.run(home, folder.toAbsolutePath(), quick ? QUICK : rounds, seed, System.err::println);
            if (output == Output.JSON) {
                result.figures().json(System.out);
            } else {
                result.figures().table(System.out);
            }
            return result.isGood() ? 0 : 1;
        } finally {
            if (keep == null) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
