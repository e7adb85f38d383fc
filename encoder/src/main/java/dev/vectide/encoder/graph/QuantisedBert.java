package dev.vectide.encoder.graph;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a quantised model of the BERT family as {@link FusedBert} writes one of single precision, with the export's whole
 * numbers, scales and zero points. An eighth of the operations remains; of a text alone, which is how such a model is run, an
 * operation's own cost is a good part of it.
 *
 * <p>The order in which floats are added up differs from the export's, in the last bits. Where an activation lies at the border
 * of two whole numbers that decides, and the layers carry it on: vectors differ from the export's by a cosine of about .999, as
 * those of the export do between the runtime's own levels of optimisation, and are as far from the model of single precision as
 * those.
 */
public final class QuantisedBert {
    /** Changes with what is written, and so with every cached graph and producer stamp. */
    public static final String VERSION = "1";

    private final QuantisedWeights weights;
    private final Space space;
    private final GraphWriter out = new GraphWriter(GraphWriter.FLOAT);
    private final PoolingWriter pooling = new PoolingWriter(out);

    private QuantisedBert(QuantisedWeights weights, Space space) {
        this.weights = weights;
        this.space = space;
    }

    /**
     * @param model an export of the family, dynamically quantised
     * @throws UnknownGraphException if the model is something else; the message says what was expected
     */
    public static void write(byte[] model, Space space, OutputStream to) throws IOException {
        if (space.pooling() == Pooling.NONE) {
            throw new UnknownGraphException("a graph that does not pool itself is expected");
        }
        QuantisedBert bert = new QuantisedBert(QuantisedWeights.read(model), space);
        bert.build();
        bert.out.write(to);
    }

    private void build() {
        String ids = out.input("input_ids", GraphWriter.INT64);
        String mask = out.operation("Cast", out.input("attention_mask", GraphWriter.INT64))
                .with("to", GraphWriter.INT32)
                .out();
        String hidden = embedded(ids);
        for (int i = 0; i < weights.layers().size(); i++) {
            hidden = layer("layer" + i + ".", weights.layers().get(i), hidden, mask);
        }
        // Not the first token alone before that: scales are of all tokens of the text.
        String pooled = space.pooling() == Pooling.CLS ? pooling.first(hidden) : pooling.mean(hidden, mask);
        pooling.finish(pooled, space.normalised(), weights.hidden());
    }

    /** [texts, tokens] to [texts, tokens, hidden]. */
    private String embedded(String ids) {
        Quantised words = weights.words();
        String found = out.operation("Gather", out.bytes("words", words.values()), ids).with("axis", 0).out();
        String word = out.operation(
                        "DequantizeLinear",
                        found,
                        out.weight("words.scale", words.scale()),
                        out.bytes("words.zero", words.zero()))
                .out();
        String length = out.operation("Gather", out.operation("Shape", ids).out(), out.integers("second", 1))
                .with("axis", 0)
                .out();
        String positions = out.operation(
                        "Slice", out.weight("positions", weights.positions()), out.integers("first", 0), length)
                .out();
        return residual("embedded", word, positions, weights.norm());
    }

    /** [texts, tokens, hidden] to the same. */
    private String layer(String name, QuantisedWeights.Layer layer, String hidden, String mask) {
        String attended = attention(name + "qkv", layer, hidden, mask);
        String projected = linear(name + "output", layer.output(), attended);
        String rested = residual(name + "attended", projected, hidden, layer.attended());
        String active = out.fused("Gelu", linear(name + "up", layer.up(), rested)).out();
        return residual(name + "norm", linear(name + "down", layer.down(), active), rested, layer.norm());
    }

    private String attention(String name, QuantisedWeights.Layer layer, String hidden, String mask) {
        Quantised all = Quantised.beside(layer.query().matrix(), layer.key().matrix(), layer.value().matrix());
        String quantised = out.operation("DynamicQuantizeLinear", hidden).outOf(3);
        return out.fused(
                        "QAttention",
                        quantised,
                        out.bytes(name, all.values()),
                        out.weight(
                                name + ".bias",
                                Weight.beside(layer.query().bias(), layer.key().bias(), layer.value().bias())),
                        GraphWriter.another(quantised, 1),
                        out.weight(name + ".scale", all.scale()),
                        mask,
                        GraphWriter.another(quantised, 2),
                        out.bytes(name + ".zero", all.zero()))
                .with("num_heads", weights.heads())
                .out();
    }

    private String linear(String name, QuantisedWeights.Linear linear, String rows) {
        return out.fused(
                        "DynamicQuantizeMatMul",
                        rows,
                        out.bytes(name, linear.matrix().values()),
                        out.weight(name + ".scale", linear.matrix().scale()),
                        out.bytes(name + ".zero", linear.matrix().zero()),
                        out.weight(name + ".bias", linear.bias()))
                .out();
    }

    /** norm(input + skip). */
    private String residual(String name, String input, String skip, BertWeights.Norm norm) {
        return out.fused(
                        "SkipLayerNormalization",
                        input,
                        skip,
                        out.weight(name + ".gamma", norm.gamma()),
                        out.weight(name + ".beta", norm.beta()))
                .with("epsilon", weights.epsilon())
                .out();
    }
}
