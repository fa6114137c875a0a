/**
 * What runs inside a driver whose job asked for control: a listener of Spark's that serves a few requests of the SDK. It must run wherever
 * Spark does, and must never do a job harm. No part of it is for applications.
 */
@NullMarked
package dev.bellows.driver;

import org.jspecify.annotations.NullMarked;
