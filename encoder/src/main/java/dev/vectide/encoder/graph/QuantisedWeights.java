package dev.vectide.encoder.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of an encoder of the BERT family, as {@link BertWeights}, whose matrices ONNX Runtime's tool has quantised to
 * whole numbers, those of activations to be found out at each call.
 *
 * @param positions [longest, hidden], with the embedding of token type 0 added, in single precision
 */
record QuantisedWeights(
        int heads, float epsilon, Quantised words, Weight positions, BertWeights.Norm norm, List<Layer> layers) {
    /** @param matrix [in, out] */
    record Linear(Quantised matrix, Weight bias) {}

    record Layer(
            Linear query,
            Linear key,
            Linear value,
            Linear output,
            BertWeights.Norm attended,
            Linear up,
            Linear down,
            BertWeights.Norm norm) {}

    int hidden() {
        return words.values().columns();
    }

    /** @throws UnknownGraphException if the model is not of the family */
    static QuantisedWeights read(byte[] model) {
        ExportGraph graph = BertWeights.ofFamily(model);
        String prefix = graph.prefixOf("embeddings.word_embeddings.weight_quantized");
        String embeddings = prefix + "embeddings.";
        Quantised words = graph.quantised(embeddings + "word_embeddings.weight");
        int hidden = words.values().columns();
        List<Layer> layers = new ArrayList<>();
        while (graph.isConstant(BertWeights.layerName(prefix, layers.size()) + "output.dense.bias")) {
            layers.add(layer(graph, BertWeights.layerName(prefix, layers.size()), hidden));
        }
        if (layers.isEmpty()) {
            throw new UnknownGraphException(
                    "a tensor named " + BertWeights.layerName(prefix, 0) + "output.dense.bias is expected");
        }
        return new QuantisedWeights(
                graph.heads(hidden),
                graph.epsilon(),
                words,
                BertWeights.withType(
                        graph.quantised(embeddings + "position_embeddings.weight").plain(),
                        graph.quantised(embeddings + "token_type_embeddings.weight").plain()),
                BertWeights.norm(graph, embeddings + "LayerNorm", hidden),
                layers);
    }

    private static Layer layer(ExportGraph graph, String name, int hidden) {
        int inner = graph.weight(name + "intermediate.dense.bias").columns();
        return new Layer(
                linear(graph, name + "attention.self.query", hidden, hidden),
                linear(graph, name + "attention.self.key", hidden, hidden),
                linear(graph, name + "attention.self.value", hidden, hidden),
                linear(graph, name + "attention.output.dense", hidden, hidden),
                BertWeights.norm(graph, name + "attention.output.LayerNorm", hidden),
                linear(graph, name + "intermediate.dense", hidden, inner),
                linear(graph, name + "output.dense", inner, hidden),
                BertWeights.norm(graph, name + "output.LayerNorm", hidden));
    }

    private static Linear linear(ExportGraph graph, String name, int from, int to) {
        Quantised matrix = graph.quantisedBefore(name + ".bias");
        Weight bias = graph.weight(name + ".bias");
        int[] shape = matrix.values().shape();
        if (!Arrays.equals(shape, new int[] {from, to}) || bias.columns() != to) {
            throw new UnknownGraphException("the matrix before " + name + ".bias has shape " + Arrays.toString(shape)
                    + ", expected " + Arrays.toString(new int[] {from, to}));
        }
        return new Linear(matrix, bias);
    }
}
