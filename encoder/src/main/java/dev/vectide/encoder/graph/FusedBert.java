package dev.vectide.encoder.graph;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a BERT-family model in operations of ONNX Runtime that each do several of the export's at once, with pooling and
 * normalisation in the graph: inputs {@code input_ids} and {@code attention_mask}, output {@code sentence_embedding} [texts,
 * dimension].
 */
public final class FusedBert {
    /** Changes with what is written, and so with every cached graph and producer stamp. */
    public static final String VERSION = "1";

    private static final float MASKED = -10_000f;

    private final BertWeights weights;
    private final Space space;
    private final boolean half;
    private final GraphWriter out;

    private FusedBert(BertWeights weights, Space space, boolean half) {
        this.weights = weights;
        this.space = space;
        this.half = half;
        this.out = new GraphWriter(half ? GraphWriter.HALF : GraphWriter.FLOAT);
    }

    /**
     * @param model an export of the family, in single precision
     * @param half whether weights and layers are of half precision; pooling and normalisation are of single precision always
     * @throws UnknownGraphException if the model is something else; the message says what was expected
     */
    public static void write(byte[] model, Space space, boolean half, OutputStream to) throws IOException {
        if (space.pooling() == Pooling.NONE) {
            throw new UnknownGraphException("a graph that does not pool itself is expected");
        }
        FusedBert fused = new FusedBert(BertWeights.read(model), space, half);
        fused.build();
        fused.out.write(to);
    }

    private void build() {
        String ids = out.operation("Cast", out.input("input_ids", GraphWriter.INT64))
                .with("to", GraphWriter.INT32)
                .out();
        String mask = out.operation("Cast", out.input("attention_mask", GraphWriter.INT64))
                .with("to", GraphWriter.INT32)
                .out();
        String hidden = out.fused(
                        "EmbedLayerNormalization",
                        ids,
                        "",
                        out.weight("words", weights.words()),
                        out.weight("positions", weights.positions()),
                        "",
                        out.weight("embedded.gamma", weights.norm().gamma()),
                        out.weight("embedded.beta", weights.norm().beta()))
                .with("epsilon", weights.epsilon())
                .outOf(2);
        for (int i = 0; i < weights.layers().size(); i++) {
            hidden = layer("layer" + i + ".", weights.layers().get(i), hidden, mask);
        }
        normalise(pool(half ? single(hidden) : hidden, mask));
        out.output("sentence_embedding", weights.hidden());
    }

    private String layer(String name, BertWeights.Layer layer, String hidden, String mask) {
        String attended = out.fused(
                        "Attention",
                        hidden,
                        out.weight(
                                name + "qkv",
                                Weight.beside(
                                        layer.query().matrix(), layer.key().matrix(), layer.value().matrix())),
                        out.weight(
                                name + "qkv.bias",
                                Weight.beside(layer.query().bias(), layer.key().bias(), layer.value().bias())),
                        mask)
                .with("num_heads", weights.heads())
                .with("mask_filter_value", MASKED)
                .out();
        String projected = out.operation("MatMul", attended, out.weight(name + "output", layer.output().matrix())).out();
        String rested = residual(name + "attended", projected, hidden, layer.attended(), layer.output().bias());
        String up = out.operation("MatMul", rested, out.weight(name + "up", layer.up().matrix())).out();
        String active = out.fused("BiasGelu", up, out.weight(name + "up.bias", layer.up().bias())).out();
        String down = out.operation("MatMul", active, out.weight(name + "down", layer.down().matrix())).out();
        return residual(name + "norm", down, rested, layer.norm(), layer.down().bias());
    }

    /** norm(input + bias + skip). */
    private String residual(String name, String input, String skip, BertWeights.Norm norm, Weight bias) {
        return out.fused(
                        "SkipLayerNormalization",
                        input,
                        skip,
                        out.weight(name + ".gamma", norm.gamma()),
                        out.weight(name + ".beta", norm.beta()),
                        out.weight(name + ".bias", bias))
                .with("epsilon", weights.epsilon())
                .out();
    }

    private String single(String value) {
        return out.operation("Cast", value).with("to", GraphWriter.FLOAT).out();
    }

    /** [texts, tokens, hidden] to [texts, hidden]. */
    private String pool(String hidden, String mask) {
        if (space.pooling() == Pooling.CLS) {
            return out.operation("Gather", hidden, scalarZero()).with("axis", 1).out();
        }
        String real = single(mask);
        String row = out.operation("Unsqueeze", real, out.integers("one", 1)).out();
        // The kernel for a single row sums in groups, which padding shifts; with two rows it sums token by token, so that a
        // text has the same bits in any company.
        String rows = out.operation("Concat", row, row).with("axis", 1).out();
        String sums = out.operation("MatMul", rows, hidden).out();
        String sum = out.operation("Gather", sums, scalarZero()).with("axis", 1).out();
        String count = out.operation("ReduceSum", real, "one").with("keepdims", 1).out();
        return out.operation("Div", sum, count).out();
    }

    private String scalarZero() {
        return out.operation("Squeeze", out.integers("zero", 0)).out();
    }

    private void normalise(String pooled) {
        if (space.normalised()) {
            String norm = out.operation("ReduceL2", pooled).withList("axes", 1).with("keepdims", 1).out();
            out.operation("Div", pooled, norm).outAs("sentence_embedding");
        } else {
            out.operation("Identity", pooled).outAs("sentence_embedding");
        }
    }
}
