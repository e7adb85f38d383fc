package dev.vectide.bench.load;

import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a running system says of itself. */
record Metrics(HttpClient http, URI base) {
    private static final String MONITORS = "vectide_monitor_(collapse|drift|novelty)_lag_records";

    /** Records that the monitor furthest behind has not yet read. */
    double monitorLag() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(base.resolve("metrics")).build(), HttpResponse.BodyHandlers.ofString());
        return answer.body()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(pair -> pair[0].replaceFirst("\\{.*", "").matches(MONITORS))
                .mapToDouble(pair -> Double.parseDouble(pair[1]))
                .max()
                .orElseThrow(() -> new IllegalStateException("no monitor tells its lag"));
    }

    /** Documents of a stream in the store. */
    long documents(String stream) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("collections/" + stream + "/points/count"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"exact\": true}"))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return Json.MAPPER.readTree(answer.body()).at("/result/count").asLong();
    }
}
