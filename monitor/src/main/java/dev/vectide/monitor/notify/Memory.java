package dev.vectide.monitor.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must outlive the process, of one receiver and one stream.
 *
 * @param flushedAt time of the newest message
 * @param told by id of the incident
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Memory(@Nullable Instant flushedAt, Map<String, Told> told) {
    public Memory {
        told = Collections.unmodifiableMap(new TreeMap<>(told));
    }
}
