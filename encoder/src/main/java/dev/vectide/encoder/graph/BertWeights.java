package dev.vectide.encoder.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The weights of an encoder of the BERT family (Devlin et al. 2019): embeddings, then layers of self-attention and a
 * feed-forward network, each followed by a residual and a layer normalisation.
 *
 * @param heads of each attention
 * @param epsilon of every layer normalisation
 * @param words [vocabulary, hidden]
 * @param positions [longest, hidden], with the embedding of token type 0 added, which is the only one a single text has
 */
record BertWeights(int heads, float epsilon, Weight words, Weight positions, Norm norm, List<Layer> layers) {
    /** A layer normalisation. */
    record Norm(Weight gamma, Weight beta) {}

    /** @param matrix [in, out] */
    record Linear(Weight matrix, Weight bias) {}

    record Layer(
            Linear query, Linear key, Linear value, Linear output, Norm attended, Linear up, Linear down, Norm norm) {}

    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    int hidden() {
        return words.columns();
    }

    /** @throws UnknownGraphException if the model is not of the family */
    static BertWeights read(byte[] model) {
        ExportGraph graph = ofFamily(model);
        String prefix = graph.prefixOf("embeddings.word_embeddings.weight");
        String embeddings = prefix + "embeddings.";
        Weight words = graph.weight(embeddings + "word_embeddings.weight");
        List<Layer> layers = new ArrayList<>();
        while (graph.isConstant(layerName(prefix, layers.size()) + "output.dense.bias")) {
            layers.add(layer(graph, layerName(prefix, layers.size()), words.columns()));
        }
        if (layers.isEmpty()) {
            throw new UnknownGraphException("a tensor named " + layerName(prefix, 0) + "output.dense.bias is expected");
        }
        int hidden = words.columns();
        return new BertWeights(
                graph.heads(hidden),
                graph.epsilon(),
                words,
                withType(
                        matrix(graph, embeddings + "position_embeddings.weight", hidden),
                        matrix(graph, embeddings + "token_type_embeddings.weight", hidden)),
                norm(graph, embeddings + "LayerNorm", hidden),
                layers);
    }

    /** An export whose inputs and activation are the family's. */
    static ExportGraph ofFamily(byte[] model) {
        ExportGraph graph = new ExportGraph(model);
        if (!Set.copyOf(graph.inputs()).equals(INPUTS)) {
            throw new UnknownGraphException("inputs " + INPUTS + " are expected, there are " + graph.inputs());
        }
        if (!graph.has("Erf")) {
            throw new UnknownGraphException("an activation by the error function (Erf) is expected");
        }
        return graph;
    }

    static String layerName(String prefix, int number) {
        return prefix + "encoder.layer." + number + ".";
    }

    private static Layer layer(ExportGraph graph, String name, int hidden) {
        Linear up = linear(graph, name + "intermediate.dense", hidden, -1);
        return new Layer(
                linear(graph, name + "attention.self.query", hidden, hidden),
                linear(graph, name + "attention.self.key", hidden, hidden),
                linear(graph, name + "attention.self.value", hidden, hidden),
                linear(graph, name + "attention.output.dense", hidden, hidden),
                norm(graph, name + "attention.output.LayerNorm", hidden),
                up,
                linear(graph, name + "output.dense", up.bias().columns(), hidden),
                norm(graph, name + "output.LayerNorm", hidden));
    }

    /** @param to columns of the matrix; -1 for as many as the bias has */
    private static Linear linear(ExportGraph graph, String name, int from, int to) {
        Weight bias = graph.weight(name + ".bias");
        int columns = to == -1 ? bias.columns() : to;
        return new Linear(
                shaped(graph.matrixBefore(name + ".bias"), "the matrix before " + name + ".bias", from, columns),
                shaped(bias, name + ".bias", columns));
    }

    static Norm norm(ExportGraph graph, String name, int hidden) {
        return new Norm(
                shaped(graph.weight(name + ".weight"), name + ".weight", hidden),
                shaped(graph.weight(name + ".bias"), name + ".bias", hidden));
    }

    /** Of as many rows as it has. */
    private static Weight matrix(ExportGraph graph, String name, int columns) {
        Weight weight = graph.weight(name);
        return shaped(weight, name, weight.rows(), columns);
    }

    private static Weight shaped(Weight weight, String name, int... shape) {
        if (!Arrays.equals(weight.shape(), shape)) {
            throw new UnknownGraphException(name + " has shape " + Arrays.toString(weight.shape()) + ", expected "
                    + Arrays.toString(shape));
        }
        return weight;
    }

    /** Of each position, with the embedding of token type 0 added. */
    static Weight withType(Weight positions, Weight types) {
        float[] sums = positions.values().clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += types.values()[i % types.columns()];
        }
        return new Weight(positions.shape(), sums);
    }
}
