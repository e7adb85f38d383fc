package dev.vectide.monitor.http;

import dev.vectide.monitor.notify.Notification;
import java.net.http.HttpRequest;
import java.time.Instant;

/** How one receiver wants to be told. */
interface Endpoint {
    /** {@code webhook} or {@code alertmanager}. */
    String kind();

    /** Without what may be secret. */
    String address();

    /** Of this try, at {@code now}. */
    HttpRequest.Builder request(Notification notification, Instant now);
}
