/**
 * Who is told of which alert, and when: {@link NotifierPolicy} takes in alerts, what people settled about them, the outcome
 * of deliveries and the time, and says what to send and what to remember. It decides nothing about streams: the alerts topic
 * holds every alert, told or not.
 */
@NullMarked
package dev.vectide.monitor.notify;

import org.jspecify.annotations.NullMarked;
