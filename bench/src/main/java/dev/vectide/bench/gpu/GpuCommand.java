package dev.vectide.bench.gpu;

import dev.vectide.bench.Figures;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench gpu}. */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        description = "The encoder's model on a GPU against the raw runtime and sentence-transformers; see bench/gpu/README.md.")
public final class GpuCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--device", defaultValue = "cuda:0", description = "cuda:N; cpu tries the program, and measures no GPU.")
    private String device = "cuda:0";

    @Option(names = "--python", defaultValue = "python3", description = "A Python that has sentence-transformers.")
    private String python = "python3";

    @Option(
            names = "--model",
            defaultValue = "sentence-transformers/all-MiniLM-L6-v2",
            description = "The peer's weights, by folder or name.")
    private String model = "sentence-transformers/all-MiniLM-L6-v2";

    @Option(names = "--no-peer", description = "Without sentence-transformers.")
    private boolean alone;

    @Option(names = "--texts", defaultValue = "16000", description = "How many.")
    private int texts = 16_000;

    @Option(names = "--rounds", defaultValue = "7", description = "How many.")
    private int rounds = 7;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Figures figures = GpuBench.run(config(), alone ? null : this::peer, texts, rounds, System.err::println);
        if (output == Output.JSON) {
            figures.json(System.out);
        } else {
            figures.table(System.out);
        }
        return 0;
    }

    /** Settings from the environment, so that shapes and sessions can be tried out. */
    private VectideConfig config() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("VECTIDE_ENCODER_DEVICE", device);
        environment.put("VECTIDE_ENCODER_SPACE", "all-minilm-l6-v2");
        return ConfigReader.read(null, environment);
    }

    private List<String> peer(Path file) {
        @Nullable String home = System.getProperty("vectide.home");
        Path script = Path.of(home == null ? "." : home, "bench", "gpu", "peer.py");
        return List.of(python, script.toString(), file.toString(), model, device.startsWith("cuda") ? device : "cpu");
    }
}
