package dev.vectide.bench.load;

import dev.vectide.bench.Figures;
import java.util.concurrent.Callable;
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

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Figures figures = LoadBench.run(quick ? Sizes.QUICK : Sizes.FULL, Programs.shipped(), System.err::println);
        if (output == Output.JSON) {
            figures.json(System.out);
        } else {
            figures.table(System.out);
        }
        return 0;
    }
}
