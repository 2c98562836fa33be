/** Keeps checkpoints in an S3 bucket. */
@NullMarked
package dev.eventlogger.seal.s3;

import org.jspecify.annotations.NullMarked;
