package dev.vectide.encoder.device;

/** Where a model runs. */
public sealed interface Device {
    /** As the producer stamp says it: vectors of two devices are close, not identical. */
    String stamp();

    /** The processors of this machine. */
    record Cpu() implements Device {
        @Override
        public String stamp() {
            return "cpu";
        }

        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * A GPU under CUDA.
     *
     * @param number as CUDA counts those that this process sees, from 0
     * @param name of its make, such as {@code NVIDIA L4}; empty where the driver does not say
     */
    record Cuda(int number, String name) implements Device {
        @Override
        public String stamp() {
            return name.isEmpty() ? "cuda" : "cuda-" + name.replaceAll("[^A-Za-z0-9.]+", "-");
        }

        @Override
        public String toString() {
            return name.isEmpty() ? "cuda:" + number : "cuda:" + number + " (" + name + ")";
        }
    }
}
