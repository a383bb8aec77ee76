"""Made-up ledgers of 示例县 printed through many layouts, to measure what recognition gives back."""
