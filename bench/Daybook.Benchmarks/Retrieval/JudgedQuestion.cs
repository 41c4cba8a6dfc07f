namespace Daybook.Benchmarks.Retrieval;

/// <summary>A question and the ids of all records that answer it.</summary>
internal sealed record JudgedQuestion(string Class, string Question, IReadOnlyList<string> Relevant);
