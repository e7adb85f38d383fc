package dev.vectide.encoder.image;

/** A part of a picture, its sides in pixels from the left and from the top; they may run through pixels. */
record Box(double left, double right, double top, double bottom) {}
