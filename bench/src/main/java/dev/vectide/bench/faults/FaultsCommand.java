package dev.vectide.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Three brokers and every role as processes, under load, with something going wrong in each round: what"
                + " was lost, doubled or answered wrongly, and how soon all is well again. Exit code 1 where anything was.")
public final class FaultsCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Four rounds: two minutes on two processors.")
    private boolean quick;

    @Option(names = "--rounds", defaultValue = "50", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of faults, moments and texts. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "20",
            paramLabel = "N",
            description = "Events a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",",
            description = "Only faults whose name has this, or one of these, in it.")
    private List<String> only = List.of();

    @Option(names = "--keep", paramLabel = "DIR", description = "Where data and logs are kept; else they are deleted.")
    private @Nullable Path keep;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("vectide.home", ".")).toAbsolutePath();
        Path folder = keep == null ? Files.createTempDirectory("vectide-faults") : Files.createDirectories(keep);
        try {
            FaultsBench.Plan plan = quick
                    ? new FaultsBench.Plan(Optional.of(Faults.quick()), Faults.quick().size(), seed, rate)
                    : new FaultsBench.Plan(chosen(), rounds, seed, rate);
            Result result = FaultsBench.run(home, folder.toAbsolutePath(), plan, System.err::println);
            if (output == Output.JSON) {
                result.figures().json(System.out);
            } else {
                result.table(System.out);
                result.figures().table(System.out);
            }
            return result.isGood() ? 0 : 1;
        } finally {
            if (keep == null) {
                delete(folder);
            }
        }
    }

    private Optional<List<Fault>> chosen() {
        if (only.isEmpty()) {
            return Optional.empty();
        }
        List<Fault> found = Faults.all(true, true).stream()
                .filter(fault -> only.stream().anyMatch(fault.name()::contains))
                .toList();
        if (found.isEmpty()) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "--only: '" + String.join(",", only) + "', expected a part of one of "
                            + Faults.all(true, true).stream().map(Fault::name).toList());
        }
        return Optional.of(found);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
