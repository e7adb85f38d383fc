package dev.vectide.encoder.onnx;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.encoder.batch.BatchShapes;
import dev.vectide.encoder.batch.ExactShapes;
import dev.vectide.encoder.batch.ShapeLadder;
import dev.vectide.encoder.device.Device;

/**
 * How a model uses its device. On a CPU one session is shared by as many callers as there are processors, with one thread
 * each. On a GPU there are several sessions with one caller each, as CUDA keeps memory for every thread that ever called a
 * session; texts are tokenised by other threads, of which a GPU needs more.
 *
 * @param sessions that hold the model
 * @param callers threads that call them
 * @param owned whether a session belongs to one caller
 * @param tokenizers threads that tokenise; 0 for the callers themselves
 * @param batchTokens padded tokens of one batch
 * @param memory bytes that all sessions may take of a GPU together; 0 for all
 */
record Placement(
        Device device,
        int sessions,
        int callers,
        boolean owned,
        int tokenizers,
        BatchShapes shapes,
        int batchTokens,
        long memory) {

    static Placement of(VectideConfig.Encoder settings, Device device, int maxTokens) {
        return device instanceof Device.Cuda ? gpu(settings, device, maxTokens) : cpu(settings);
    }

    static Placement cpu(VectideConfig.Encoder settings) {
        int callers = settings.callers() > 0 ? settings.callers() : processors();
        return new Placement(
                new Device.Cpu(), 1, callers, false, 0, new ExactShapes(), settings.batchTokens(), 0);
    }

    /** One caller on a CPU and batches of any size, so that texts that can share one do. */
    static Placement together() {
        return new Placement(new Device.Cpu(), 1, 1, false, 0, new ExactShapes(), Integer.MAX_VALUE, 0);
    }

    /** The same on any device, so that everything but the device can be tried without a GPU. */
    static Placement gpu(VectideConfig.Encoder settings, Device device, int maxTokens) {
        VectideConfig.Gpu gpu = settings.gpu();
        return new Placement(
                device,
                gpu.sessions(),
                gpu.sessions(),
                true,
                processors(),
                new ShapeLadder(maxTokens),
                gpu.batchTokens(),
                gpu.memory().bytes());
    }

    private static int processors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors());
    }

    boolean isOnGpu() {
        return device instanceof Device.Cuda;
    }
}
