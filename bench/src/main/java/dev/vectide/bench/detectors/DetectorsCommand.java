package dev.vectide.bench.detectors;

import dev.vectide.bench.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench detectors}. */
@Command(
        name = "detectors",
        mixinStandardHelpOptions = true,
        description = "The monitors on shifts injected into real embeddings, and on none: false alarms, power, delay.")
public final class DetectorsCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Fewer streams, shorter ones: two minutes on two processors.")
    private boolean quick;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Figures figures = DetectorsBench.run(quick, System.err::println);
        if (output == Output.JSON) {
            figures.json(System.out);
        } else {
            figures.table(System.out);
        }
        return 0;
    }
}
