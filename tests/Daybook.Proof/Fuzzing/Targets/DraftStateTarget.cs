using Daybook.Drafts;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The state of a builder: checked before it is kept, and skimmed for listings, whatever it is.</summary>
internal sealed class DraftStateTarget() : FuzzTarget(
    "draft-state",
    Seed.Texts("""{"schema":1,"initial_description":"a bot that \u00FC","phase":"tone","skills":[{"name":"x","files":["a"]}],"nested":{"a":{"b":[1,2]}}}""", """{"phase":"x"}""", "[]"),
    "\"initial_description\":", "\"phase\":", "\"phase\":null,")
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        DraftSkim skim = DraftSkim.Of(input);
        Claim((skim.InitialDescription?.Length ?? 0) <= DraftSkim.CharactersMax && (skim.Phase?.Length ?? 0) <= DraftSkim.CharactersMax, "a summary is too long");
        string? fault = DraftRules.ReadingFaultOf(input);
        try
        {
            byte[] kept = DraftRules.CheckState(TextOf(input));
            Claim(DraftSkim.Of(kept) == DraftSkim.Of(TextOf(input)), "what is kept has another summary than what was given");
            Claim(DraftRules.ReadingFaultOf(kept) is null, "what is taken cannot be read");
        }
        catch (InvalidInputException)
        {
            Claim(fault is null || fault.Length > 0, "a fault without words");
        }
    }
}
