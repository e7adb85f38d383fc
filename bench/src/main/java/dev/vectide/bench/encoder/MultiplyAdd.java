package dev.vectide.bench.encoder;

import dev.vectide.core.vector.VectorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The processors' own limit for products of matrices in single precision: fused multiply-adds on numbers that stay in registers,
 * with nothing read or written.
 */
final class MultiplyAdd {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Independent sums, so many that none of them has to wait for its last addition: four cycles, two units. */
    private static final int SUMS = 12;

    private static final int STEPS = 20_000_000;
    private static final FloatVector FACTOR = FloatVector.broadcast(SPECIES, 0.999f);
    private static final FloatVector ADDED = FloatVector.broadcast(SPECIES, 0.001f);

    /** What came out, as the JVM leaves out what nobody looks at. */
    private final DoubleAdder results = new DoubleAdder();

    private MultiplyAdd() {
        sums(STEPS / 10); // Compiled by then.
        sums(STEPS / 10);
    }

    /** Nothing where the JVM has no Vector API, or does not compile it well. */
    static Optional<MultiplyAdd> find() {
        return VectorApi.isCompiledWell()
                ? VectorApi.orPlain(() -> Optional.of(new MultiplyAdd()), Optional::empty)
                : Optional.empty();
    }

    /** Multiplications and additions a second, of all threads together. */
    double flops(int threads) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> results.add(sums(STEPS)));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        return 2.0 * SUMS * SPECIES.length() * STEPS * threads / ((System.nanoTime() - start) / 1e9);
    }

    private static double sums(int steps) {
        FloatVector a = ADDED;
        FloatVector b = ADDED;
        FloatVector c = ADDED;
        FloatVector d = ADDED;
        FloatVector e = ADDED;
        FloatVector f = ADDED;
        FloatVector g = ADDED;
        FloatVector h = ADDED;
        FloatVector i = ADDED;
        FloatVector j = ADDED;
        FloatVector k = ADDED;
        FloatVector l = ADDED;
        for (int step = 0; step < steps; step++) {
            a = a.fma(FACTOR, ADDED);
            b = b.fma(FACTOR, ADDED);
            c = c.fma(FACTOR, ADDED);
            d = d.fma(FACTOR, ADDED);
            e = e.fma(FACTOR, ADDED);
            f = f.fma(FACTOR, ADDED);
            g = g.fma(FACTOR, ADDED);
            h = h.fma(FACTOR, ADDED);
            i = i.fma(FACTOR, ADDED);
            j = j.fma(FACTOR, ADDED);
            k = k.fma(FACTOR, ADDED);
            l = l.fma(FACTOR, ADDED);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
