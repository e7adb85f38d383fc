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
    private static final int WARM_UP = 20;

    /** What came out, as the JVM leaves out what nobody looks at. */
    private final DoubleAdder results = new DoubleAdder();

    private MultiplyAdd() {
        for (int i = 0; i < WARM_UP; i++) {
            results.add(sums(STEPS / 10)); // Compiled by then.
        }
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
        // Not fields, which would be read anew in each step.
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector added = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = added;
        FloatVector b = added;
        FloatVector c = added;
        FloatVector d = added;
        FloatVector e = added;
        FloatVector f = added;
        FloatVector g = added;
        FloatVector h = added;
        FloatVector i = added;
        FloatVector j = added;
        FloatVector k = added;
        FloatVector l = added;
        for (int step = 0; step < steps; step++) {
            a = a.fma(factor, added);
            b = b.fma(factor, added);
            c = c.fma(factor, added);
            d = d.fma(factor, added);
            e = e.fma(factor, added);
            f = f.fma(factor, added);
            g = g.fma(factor, added);
            h = h.fma(factor, added);
            i = i.fma(factor, added);
            j = j.fma(factor, added);
            k = k.fma(factor, added);
            l = l.fma(factor, added);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
