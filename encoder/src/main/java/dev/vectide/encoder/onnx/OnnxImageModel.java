package dev.vectide.encoder.onnx;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderClosedException;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.image.ImageInput;
import dev.vectide.encoder.imageio.ImageDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image model on ONNX Runtime through DJL: one picture a call, several callers. So the same picture has the
 * same vector in any company.
 *
 * <p>Safe for concurrent use.
 */
final class OnnxImageModel implements ContentModel {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxImageModel.class);

    /** A PNG of 2 x 2 pixels: black, white, red and blue. */
    private static final String PROBE =
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGNgYGD4//8/w38GEAMAIewE/ITr/YQAAAAASUVORK5CYII=";

    private final Space space;
    private final Sessions sessions;
    private final ImageTranslator translator;
    private final Callers callers;
    private final ImageInput input;
    private final ConcurrentLinkedQueue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private boolean closed;

    /** What one picture at a time goes through: its input is outside the heap and used again. */
    private record Lane(Predictor<FloatBuffer, float[]> predictor, FloatBuffer input) {}

    OnnxImageModel(Space space, Sessions sessions, int callers) {
        this.space = space;
        this.sessions = sessions;
        List<String> inputs = sessions.inputs();
        if (inputs.size() != 1) {
            throw new EncoderException(
                    "space " + space.name() + ": the model's inputs are " + inputs + ", an image model has one", null);
        }
        this.translator = new ImageTranslator(space, inputs.get(0));
        this.input = new ImageInput(Objects.requireNonNull(space.image()));
        this.callers = new Callers(callers);
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public String producer() {
        return sessions.stamp();
    }

    @Override
    public String kind() {
        return "images";
    }

    @Override
    public boolean takes(Content content) {
        return content instanceof Content.Image;
    }

    @Override
    public Content probe() {
        return new Content.Image("image/png", Bytes.copyOf(Base64.getDecoder().decode(PROBE)));
    }

    @Override
    public List<Encoded> encodeContents(List<Content> contents) {
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new EncoderClosedException("space " + space.name() + ": the model is closed");
            }
            Encoded[] encoded = new Encoded[contents.size()];
            List<Runnable> tasks = new ArrayList<>(encoded.length);
            for (int i = 0; i < encoded.length; i++) {
                int index = i;
                tasks.add(() -> encoded[index] = encode((Content.Image) contents.get(index)));
            }
            callers.run(tasks, Callers.STREAM);
            return List.of(encoded);
        } finally {
            inUse.readLock().unlock();
        }
    }

    private Encoded encode(Content.Image image) {
        Lane lane = lanes.poll();
        Lane used = lane == null ? newLane() : lane;
        try {
            ImageDecoder.decode(image, picture -> input.write(picture, used.input));
            return new Encoded(FloatVector.owning(used.predictor.predict(used.input)), 1, false);
        } catch (TranslateException e) {
            throw new EncoderException("space " + space.name() + ": " + e.getMessage(), e);
        } finally {
            lanes.add(used);
        }
    }

    private Lane newLane() {
        FloatBuffer values = ByteBuffer.allocateDirect(input.size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return new Lane(sessions.next().newPredictor(translator), values);
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private void release() {
        if (!callers.end()) {
            LOG.warn("space {}: a picture does not end; its memory is not freed", space.name());
            return;
        }
        lanes.forEach(lane -> lane.predictor.close());
        sessions.close();
    }
}
