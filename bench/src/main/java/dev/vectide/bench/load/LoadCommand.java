package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "The whole system as it ships, at shares of what it can do: how late events are acknowledged, searchable,"
                + " scored and alerted, and what it does when there are too many.")
public final class LoadCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Shorter steps: two minutes on two processors.")
    private boolean quick;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Instead: so long at half of what it can do, with what it holds meanwhile, and an audit at the end.")
    private double soak;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("vectide-load");
        try {
            Figures figures = soak > 0
                    ? Soak.run(soak, Programs.shipped(), folder, System.err::println)
                    : LoadBench.run(quick ? Sizes.QUICK : Sizes.FULL, Programs.shipped(), folder, System.err::println);
            if (output == Output.JSON) {
                figures.json(System.out);
            } else {
                figures.table(System.out);
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
