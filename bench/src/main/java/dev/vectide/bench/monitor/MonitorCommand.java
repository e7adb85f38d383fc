package dev.vectide.bench.monitor;

import dev.vectide.bench.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench monitor}. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "The monitors against their raw kernels, and their jobs against Kafka's own consumer.")
public final class MonitorCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Fewer vectors and rounds: two minutes on two processors.")
    private boolean quick;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Figures figures = MonitorBench.run(quick, System.err::println);
        if (output == Output.JSON) {
            figures.json(System.out);
        } else {
            figures.table(System.out);
        }
        return 0;
    }
}
