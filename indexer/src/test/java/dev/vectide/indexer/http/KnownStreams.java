package dev.vectide.indexer.http;

import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamSettings;
import java.util.List;
import java.util.Optional;

/** A directory of streams for which nothing is settled but their names. */
record KnownStreams(List<String> names) implements StreamDirectory {
    @Override
    public Optional<StreamSettings> find(String stream) {
        return list().stream().filter(settings -> settings.name().equals(stream)).findFirst();
    }

    @Override
    public List<StreamSettings> list() {
        return names.stream().map(StreamSettings::defaults).toList();
    }
}
