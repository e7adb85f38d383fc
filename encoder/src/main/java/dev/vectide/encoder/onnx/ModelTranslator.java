package dev.vectide.encoder.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of tokens to vectors: direct buffers in, one copy of the output out, no array per token. */
final class ModelTranslator implements NoBatchifyTranslator<TokenBatch, float[][]> {
    private final List<String> inputs;
    private final Space space;
    private final boolean isOneVector;
    private final Pooler pooler;

    /**
     * @param inputs names of the graph's inputs, in its order
     * @param pools whether the graph's output is the vector as the space has it
     */
    ModelTranslator(List<String> inputs, Space space, boolean pools) {
        this.inputs = inputs;
        this.space = space;
        this.isOneVector = pools || space.pooling() == Pooling.NONE;
        this.pooler = pools ? new Pooler(Pooling.NONE, space.dimension(), false) : Pooler.of(space);
    }

    @Override
    public NDList processInput(TranslatorContext context, TokenBatch batch) {
        // The batch outlives the call, but its buffers must be known to the output as well.
        context.setAttachment("batch", batch);
        NDList list = new NDList(inputs.size());
        Shape shape = new Shape(batch.rows(), batch.length());
        for (String input : inputs) {
            NDManager manager = context.getNDManager();
            list.add(switch (input) {
                case "input_ids" -> array(manager, input, batch.ids(), shape);
                case "attention_mask" -> array(manager, input, batch.mask(), shape);
                case "lengths" -> array(manager, input, batch.sizes(), new Shape(batch.texts()));
                default -> array(manager, input, batch.types(), shape);
            });
        }
        return list;
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
        TokenBatch batch = (TokenBatch) context.getAttachment("batch");
        NDArray output = list.get(0);
        checkShape(output.getShape(), batch);
        FloatBuffer values = ((OrtNDArray) output).getTensor().getFloatBuffer();
        float[][] vectors = new float[batch.texts()][];
        for (int row = 0; row < vectors.length; row++) {
            vectors[row] = pooler.pool(values, row, batch.length(), batch.lengthOf(row));
        }
        return vectors;
    }

    private void checkShape(Shape shape, TokenBatch batch) {
        Shape expected = isOneVector
                ? new Shape(batch.outputs(), space.dimension())
                : new Shape(batch.rows(), batch.length(), space.dimension());
        if (!shape.equals(expected)) {
            throw new IllegalStateException("space " + space.name() + ": the model's output has shape " + shape
                    + ", its contract says " + expected + " (pooling " + space.pooling() + ", dimension "
                    + space.dimension() + ")");
        }
    }

    private static NDArray array(NDManager manager, String name, LongBuffer values, Shape shape) {
        NDArray array = manager.create(values, shape, DataType.INT64);
        array.setName(name);
        return array;
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }
}
