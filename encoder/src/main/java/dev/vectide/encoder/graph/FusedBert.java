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
    public static final String VERSION = "2";

    private static final float MASKED = -10_000f;

    private final BertWeights weights;
    private final Space space;
    private final boolean half;
    private final GraphWriter out;
    private final PoolingWriter pooling;

    private FusedBert(BertWeights weights, Space space, boolean half) {
        this.weights = weights;
        this.space = space;
        this.half = half;
        this.out = new GraphWriter(half ? GraphWriter.HALF : GraphWriter.FLOAT);
        this.pooling = new PoolingWriter(out);
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
        String ids = integers32("input_ids");
        String mask = integers32("attention_mask");
        String rows = out.integers("rows", -1, weights.hidden());
        String shape = out.operation("Shape", ids).out();
        String tokens = out.operation("Concat", shape, out.integers("hidden", weights.hidden())).with("axis", 0).out();
        String hidden = embedded(ids);
        int last = weights.layers().size() - 1;
        for (int i = 0; i < last; i++) {
            String attended = attention(i, hidden, mask);
            hidden = reshape(feedForward(i, reshape(attended, rows), reshape(hidden, rows)), tokens);
        }
        String attended = attention(last, hidden, mask);
        if (space.pooling() == Pooling.CLS) {
            // Behind the last attention no token has to do with another, and only the first is asked for.
            String fed = feedForward(last, pooling.first(attended), pooling.first(hidden));
            finish(single(fed));
        } else {
            String fed = feedForward(last, reshape(attended, rows), reshape(hidden, rows));
            finish(pooling.mean(single(reshape(fed, tokens)), mask));
        }
    }

    private void finish(String pooled) {
        pooling.finish(pooled, space.normalised(), weights.hidden());
    }

    private String integers32(String input) {
        return out.operation("Cast", out.input(input, GraphWriter.INT64)).with("to", GraphWriter.INT32).out();
    }

    /** [texts, tokens] to [texts, tokens, hidden]. */
    private String embedded(String ids) {
        return out.fused(
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
    }

    private static String name(int layer) {
        return "layer" + layer + ".";
    }

    /** [texts, tokens, hidden] to the same. */
    private String attention(int number, String hidden, String mask) {
        BertWeights.Layer layer = weights.layers().get(number);
        String name = name(number);
        return out.fused(
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
    }

    /** All of a layer behind its attention, of any tokens: [rows, hidden] to the same. */
    private String feedForward(int number, String attended, String hidden) {
        BertWeights.Layer layer = weights.layers().get(number);
        String name = name(number);
        String projected = out.operation("MatMul", attended, out.weight(name + "output", layer.output().matrix()))
                .out();
        String rested = residual(name + "attended", projected, hidden, layer.attended(), layer.output().bias());
        String active = activated(name, layer.up(), rested);
        String down = out.operation("MatMul", active, out.weight(name + "down", layer.down().matrix())).out();
        return residual(name + "norm", down, rested, layer.norm(), layer.down().bias());
    }

    /**
     * gelu(rows * matrix + bias), exact. On a processor a Gelu without bias is one vectorised pass, which a BiasGelu is not,
     * so there the bias goes to the product.
     */
    private String activated(String name, BertWeights.Linear up, String rows) {
        String matrix = out.weight(name + "up", up.matrix());
        String bias = out.weight(name + "up.bias", up.bias());
        return half
                ? out.fused("BiasGelu", out.operation("MatMul", rows, matrix).out(), bias).out()
                : out.fused("Gelu", out.operation("Gemm", rows, matrix, bias).out()).out();
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

    /** In single precision. */
    private String single(String value) {
        return half ? out.floats(value) : value;
    }

    private String reshape(String value, String shape) {
        return out.operation("Reshape", value, shape).out();
    }
}
