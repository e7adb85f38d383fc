package dev.vectide.encoder.graph;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes a quantised model of the BERT family as {@link FusedBert} writes one of single precision, with the export's whole
 * numbers, scales and zero points. An eighth of the operations remains; of a text alone an operation's own cost is
 * a good part of it.
 *
 * <p>The order in which floats are added up differs from the export's, in the last bits. Where an activation lies at the border
 * of two whole numbers that decides, and the layers carry it on: vectors differ from the export's by a cosine of about .999, as
 * those of the export do between the runtime's own levels of optimisation, and are as far from the model of single precision as
 * those.
 *
 * <p>Dynamic quantisation scales over all texts of a batch, so only a text that is alone always has the same vector. Alone it
 * has to read all weights, which batches share. So there is a second form of the graph: several texts, each on its own and with
 * the bits that it has alone, but in turns, one product after the other, so that a matrix comes from far away once for all.
 */
public final class QuantisedBert {
    /** Changes with what is written, and so with every cached graph and producer stamp. */
    public static final String VERSION = "1";

    private final QuantisedWeights weights;
    private final Space space;
    private final GraphWriter out;
    private final PoolingWriter pooling;
    private final Turns turns;

    private QuantisedBert(QuantisedWeights weights, Space space, GraphWriter out, int texts) {
        this.weights = weights;
        this.space = space;
        this.out = out;
        this.pooling = new PoolingWriter(out);
        this.turns = new Turns(out, texts);
    }

    /**
     * Inputs {@code input_ids} and {@code attention_mask} [texts, tokens], output {@code sentence_embedding} [texts,
     * dimension].
     *
     * @param model an export of the family, dynamically quantised
     * @throws UnknownGraphException if the model is something else; the message says what was expected
     */
    public static void write(byte[] model, Space space, OutputStream to) throws IOException {
        GraphWriter out = new GraphWriter(GraphWriter.FLOAT);
        new QuantisedBert(read(model, space), space, out, 1).buildBatch();
        out.write(to);
    }

    /**
     * Inputs {@code input_ids} [1, tokens of all texts, one text after the other] and {@code lengths} [texts], output as of
     * {@link #write}: a text's vector has the bits that it has there when it is alone.
     *
     * @param texts how many, always
     */
    public static void writeInTurns(byte[] model, Space space, int texts, OutputStream to) throws IOException {
        GraphWriter out = new GraphWriter(GraphWriter.FLOAT, Turns.OPSET);
        new QuantisedBert(read(model, space), space, out, texts).buildInTurns(texts);
        out.write(to);
    }

    private static QuantisedWeights read(byte[] model, Space space) {
        if (space.pooling() == Pooling.NONE) {
            throw new UnknownGraphException("a graph that does not pool itself is expected");
        }
        return QuantisedWeights.read(model);
    }

    private void buildBatch() {
        String ids = out.input("input_ids", GraphWriter.INT64);
        String mask = out.operation("Cast", out.input("attention_mask", GraphWriter.INT64))
                .with("to", GraphWriter.INT32)
                .out();
        pooling.finish(vectors(List.of(ids), List.of(mask)).get(0), space.normalised(), weights.hidden());
    }

    private void buildInTurns(int texts) {
        String all = out.input("input_ids", GraphWriter.INT64, "one", "tokens");
        String lengths = out.input("lengths", GraphWriter.INT64, "texts");
        String first = out.operation("Split", all, lengths).with("axis", 1).outOf(texts);
        List<String> ids = IntStream.range(0, texts)
                .mapToObj(i -> i == 0 ? first : GraphWriter.another(first, i))
                .toList();
        String present = out.operation("Cast", out.integers("present", 1)).with("to", GraphWriter.INT32).out();
        List<String> masks = ids.stream()
                .map(id -> out.operation("Expand", present, out.operation("Shape", id).out()).out())
                .toList();
        pooling.finish(vectors(ids, masks), space.normalised(), weights.hidden());
    }

    /** Pooled, of each of the ids and masks [texts, tokens]. */
    private List<String> vectors(List<String> ids, List<String> masks) {
        List<String> hidden = embedded(ids);
        for (int i = 0; i < weights.layers().size(); i++) {
            hidden = layer("layer" + i + ".", weights.layers().get(i), hidden, masks);
        }
        List<String> last = hidden;
        // Not the first token alone before that: scales are of all tokens of the text.
        return turns.each(i -> space.pooling() == Pooling.CLS
                ? pooling.first(last.get(i))
                : pooling.mean(last.get(i), masks.get(i)));
    }

    /** Each [texts, tokens] to [texts, tokens, hidden]. */
    private List<String> embedded(List<String> ids) {
        Quantised words = weights.words();
        String matrix = out.bytes("words", words.values());
        String scale = out.weight("words.scale", words.scale());
        String zero = out.bytes("words.zero", words.zero());
        String positions = out.weight("positions", weights.positions());
        String first = out.integers("first", 0);
        String second = out.integers("second", 1);
        Norm norm = new Norm("embedded", weights.norm());
        return turns.each(i -> {
            String found = out.operation("Gather", matrix, ids.get(i)).with("axis", 0).out();
            String word = out.operation("DequantizeLinear", found, scale, zero).out();
            String length = out.operation("Gather", out.operation("Shape", ids.get(i)).out(), second)
                    .with("axis", 0)
                    .out();
            return norm.of(word, out.operation("Slice", positions, first, length).out());
        });
    }

    /** Each [texts, tokens, hidden] to the same. */
    private List<String> layer(String name, QuantisedWeights.Layer layer, List<String> hidden, List<String> masks) {
        Attention attention = new Attention(name + "qkv", layer);
        Product output = new Product(name + "output", layer.output());
        Product up = new Product(name + "up", layer.up());
        Product down = new Product(name + "down", layer.down());
        Norm attended = new Norm(name + "attended", layer.attended());
        Norm norm = new Norm(name + "norm", layer.norm());
        List<String> rested = turns.each(i ->
                attended.of(output.of(attention.of(hidden.get(i), masks.get(i))), hidden.get(i)));
        List<String> active = turns.each(i -> out.fused("Gelu", up.of(rested.get(i))).out());
        return turns.each(i -> norm.of(down.of(active.get(i)), rested.get(i)));
    }

    private final class Attention {
        private final String matrix;
        private final String bias;
        private final String scale;
        private final String zero;

        Attention(String name, QuantisedWeights.Layer layer) {
            Quantised all = Quantised.beside(layer.query().matrix(), layer.key().matrix(), layer.value().matrix());
            this.matrix = out.bytes(name, all.values());
            this.bias = out.weight(
                    name + ".bias", Weight.beside(layer.query().bias(), layer.key().bias(), layer.value().bias()));
            this.scale = out.weight(name + ".scale", all.scale());
            this.zero = out.bytes(name + ".zero", all.zero());
        }

        String of(String hidden, String mask) {
            String quantised = out.operation("DynamicQuantizeLinear", hidden).outOf(3);
            return out.fused(
                            "QAttention",
                            quantised,
                            matrix,
                            turns.awaiting(bias),
                            GraphWriter.another(quantised, 1),
                            scale,
                            mask,
                            GraphWriter.another(quantised, 2),
                            zero)
                    .with("num_heads", weights.heads())
                    .out();
        }
    }

    /** rows * matrix + bias. */
    private final class Product {
        private final String matrix;
        private final String scale;
        private final String zero;
        private final String bias;

        Product(String name, QuantisedWeights.Linear linear) {
            this.matrix = out.bytes(name, linear.matrix().values());
            this.scale = out.weight(name + ".scale", linear.matrix().scale());
            this.zero = out.bytes(name + ".zero", linear.matrix().zero());
            this.bias = out.weight(name + ".bias", linear.bias());
        }

        String of(String rows) {
            return out.fused("DynamicQuantizeMatMul", rows, matrix, scale, zero, turns.awaiting(bias)).out();
        }
    }

    /** norm(input + skip). */
    private final class Norm {
        private final String gamma;
        private final String beta;

        Norm(String name, BertWeights.Norm norm) {
            this.gamma = out.weight(name + ".gamma", norm.gamma());
            this.beta = out.weight(name + ".beta", norm.beta());
        }

        String of(String input, String skip) {
            return out.fused("SkipLayerNormalization", input, skip, gamma, beta)
                    .with("epsilon", weights.epsilon())
                    .out();
        }
    }
}
