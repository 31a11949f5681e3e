"""Pictures of answers: content, layout, and drawing in a worker process."""
