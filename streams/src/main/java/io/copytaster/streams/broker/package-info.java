/** Apache Kafka itself, embedded. */
@NullMarked
package io.copytaster.streams.broker;

import org.jspecify.annotations.NullMarked;
