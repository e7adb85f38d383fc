package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.kafka.ReferenceKeeper;
import dev.vectide.monitor.reference.ReferencePlan;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;

/** Where a monitor's task has from what is recorded of references, and where what it says goes. */
record Outlets(OutgoingRecords records, ReferenceKeeper.Wanted wanted, VectideConfig.Tracing tracing)
        implements Serializable {
    private static final long serialVersionUID = 1;

    Open open(String monitor) {
        return new Open(records, ReferenceKeeper.open(wanted), monitor, new JobSpans(tracing, monitor));
    }

    /** In a task. Belongs to it. */
    static final class Open implements AutoCloseable {
        private final OutgoingRecords records;
        private final ReferenceKeeper references;
        private final String monitor;
        private final JobSpans spans;
        /** By stream, as of so many changes of what is recorded. */
        private final Map<String, ReferencePlan> plans = new HashMap<>();

        private long plansOf;

        private Open(OutgoingRecords records, ReferenceKeeper references, String monitor, JobSpans spans) {
            this.spans = spans;
            this.records = records;
            this.references = references;
            this.monitor = monitor;
        }

        ReferencePlan plan(String stream) {
            long changes = references.changes();
            if (plansOf != changes) {
                plans.clear();
                plansOf = changes;
            }
            return plans.computeIfAbsent(stream, any -> references.plan(stream, monitor));
        }

        /** Reports, scores and alerts go on; a pinned reference is kept here and now. */
        Consumer<MonitorOutput> to(Collector<Outgoing> out) {
            return output -> {
                if (output instanceof MonitorOutput.Pinned pinned) {
                    references.keep(pinned.kept());
                } else {
                    out.collect(records.of(output, spans.said(output)));
                }
            };
        }

        JobSpans spans() {
            return spans;
        }

        @Override
        public void close() {
            spans.close();
            references.close();
        }
    }
}
