/** Archives of class data (AppCDS): what a JVM has made of Spark's jars, kept for the JVMs after it. */
@NullMarked
package dev.bellows.testkit.internal.classdata;

import org.jspecify.annotations.NullMarked;
