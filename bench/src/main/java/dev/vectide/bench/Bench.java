package dev.vectide.bench;

import dev.vectide.bench.detectors.DetectorsCommand;
import dev.vectide.bench.encoder.EncoderBench;
import dev.vectide.bench.encoder.Soak;
import dev.vectide.bench.faults.FaultsCommand;
import dev.vectide.bench.gpu.GpuCommand;
import dev.vectide.bench.indexer.IndexerCommand;
import dev.vectide.bench.load.LoadCommand;
import dev.vectide.bench.monitor.MonitorCommand;
import dev.vectide.core.config.ConfigException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench}: benchmarks of this machine, each a table of figures or, with {@code --output json}, one object. */
@Command(
        name = "vectide bench",
        mixinStandardHelpOptions = true,
        description = "Benchmarks; their figures are ratios of sides measured in turns in one run.")
public final class Bench implements Runnable {
    private static final int FAILED = 1;

    private Bench() {}

    public static void main(String[] arguments) {
        // The launcher passes the command's name on.
        List<String> words = List.of(arguments);
        boolean named = !words.isEmpty() && words.get(0).equals("bench");
        // A setting reaches the subcommands that are there when it is made.
        CommandLine line = new CommandLine(new Bench())
                .addSubcommand(new EncoderCommand())
                .addSubcommand(new IndexerCommand())
                .addSubcommand(new MonitorCommand())
                .addSubcommand(new DetectorsCommand())
                .addSubcommand(new FaultsCommand())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new GpuCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof ConfigException wrong) {
                        command.getErr().println("vectide: " + wrong.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    failure.printStackTrace(command.getErr());
                    return FAILED;
                });
        System.exit(line.execute((named ? words.subList(1, words.size()) : words).toArray(String[]::new)));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                new CommandLine(this), "expected a benchmark; 'vectide bench --help' lists them");
    }

    @Command(
            name = "encoder",
            mixinStandardHelpOptions = true,
            description = "The encoder stage, topic to topic, against the raw ONNX Runtime loop and langchain4j.")
    private static final class EncoderCommand implements Callable<Integer> {
        private enum Output {
            TABLE,
            JSON
        }

        @Option(names = "--quick", description = "Fewer texts and rounds: two minutes on two processors.")
        private boolean quick;

        @Option(
                names = "--soak",
                paramLabel = "EVENTS",
                description = "Instead: so many events through one stage, with what its memory does.")
        private @Nullable Integer soak;

        @Option(
                names = "--space",
                paramLabel = "NAME",
                description = "With --soak: the model (all-minilm-l6-v2).")
        private @Nullable String space;

        @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
        private Output output = Output.TABLE;

        @Override
        public Integer call() throws Exception {
            if (space != null && soak == null) {
                throw new CommandLine.ParameterException(new CommandLine(this), "--space: only with --soak");
            }
            if (soak != null && soak < 1) {
                throw new CommandLine.ParameterException(
                        new CommandLine(this), "--soak = " + soak + ", expected a number of events");
            }
            Figures figures = soak != null
                    ? Soak.run(space == null ? "all-minilm-l6-v2" : space, soak, System.err::println)
                    : EncoderBench.run(quick, System.err::println);
            if (output == Output.JSON) {
                figures.json(System.out);
            } else {
                figures.table(System.out);
            }
            return 0;
        }
    }
}
