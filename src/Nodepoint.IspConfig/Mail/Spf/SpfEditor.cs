using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Changes the terms of an SPF record and keeps their order. Terms that it does not change may be wrong.</summary>
internal sealed class SpfEditor
{
    private readonly List<Term> _terms;

    private SpfEditor(IEnumerable<string> terms) => _terms = [.. terms.Select(Term.Of)];

    /// <summary>The terms that the change adds.</summary>
    public List<SpfTerm> Added { get; } = [];

    /// <summary>The texts that the change would remove, but that the record does not have.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>The text of the changed record.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Changes a record.</summary>
    /// <param name="current">The text of the record; empty for a new one.</param>
    /// <param name="change">The change.</param>
    /// <returns>The changed record. A new one ends in <c>~all</c>, unless the change says what to do with other addresses.</returns>
    /// <exception cref="RuleException">A term to add is not valid.</exception>
    public static SpfEditor Apply(string current, SpfChange change)
    {
        var editor = new SpfEditor(current.Length == 0 ? [] : SpfRecord.TermsOf(current));
        foreach (var text in change.Remove) editor.Remove(text);
        foreach (var text in change.Add) editor.Add(text);
        var all = change.All ?? (current.Length == 0 && !editor._terms.Exists(static term => term.Parsed is SpfModifier { Name: SpfModifier.Redirect }) ? SpfAll.SoftFail : null);
        if (all is { } said)
        {
            if (change.All is not null && editor._terms.Exists(static term => term.Parsed is SpfModifier { Name: SpfModifier.Redirect }))
                throw Wrong("The policy has redirect=, which says what is said of other addresses. With -All, receivers ignore the redirect. Use -Remove with the redirect as well, or change the policy of the domain that it refers to.");
            editor.SetAll(said);
        }

        return new SpfEditor([]) { Text = editor.Changed ? string.Join(' ', [SpfRecord.Version, .. editor._terms.Select(static term => term.Text)]) : current }.With(editor);
    }

    private bool Changed { get; set; }

    private SpfEditor With(SpfEditor other)
    {
        Added.AddRange(other.Added);
        Missing.AddRange(other.Missing);
        return this;
    }

    private void Remove(string text)
    {
        var wanted = Term.Of(text);
        if (_terms.RemoveAll(term => term.IsNamedBy(wanted)) > 0) Changed = true;
        else Missing.Add(text);
    }

    private void Add(string text)
    {
        if (text.StartsWith("v=spf", StringComparison.OrdinalIgnoreCase)) throw Wrong($"-Add needs single mechanisms such as include:_spf.example.net, not {Excerpt.Of(text)}. To replace the whole record, use -Record.");
        SpfTerm term;
        try { term = SpfRecord.ParseTerm(text); }
        catch (SpfException problem) { throw Wrong($"With -Add, the policy would be an error for receivers, because it {problem.Fault ?? problem.Message}."); }
        if (term is SpfMechanism { Kind: SpfMechanismKind.All }) throw Wrong($"-Add contains {Excerpt.Of(text)}. Use -All Pass, Neutral, SoftFail, or Fail for the mechanism all.");
        var all = _terms.FindIndex(static other => other.Parsed is SpfMechanism { Kind: SpfMechanismKind.All });
        var same = _terms.FindIndex(other => other.IsSameAs(term));
        // What follows all is ignored.
        if (same > all && all >= 0 && term is SpfMechanism)
        {
            _terms.RemoveAt(same);
            same = -1;
        }

        if (same >= 0)
        {
            if (_terms[same].SaysTheSameAs(term)) return;
            _terms[same] = new Term(text, term);
        }
        else _terms.Insert(term is SpfModifier ? _terms.Count : all >= 0 ? all : AfterMechanisms, new Term(text, term));
        Changed = true;
        Added.Add(term);
    }

    private void SetAll(SpfAll all)
    {
        var (text, at) = (all switch { SpfAll.Pass => "+all", SpfAll.Neutral => "?all", SpfAll.SoftFail => "~all", _ => "-all" }, _terms.FindIndex(static term => term.Parsed is SpfMechanism { Kind: SpfMechanismKind.All }));
        var term = new Term(text, SpfRecord.ParseTerm(text));
        if (at >= 0 && _terms[at].SaysTheSameAs(term.Parsed!)) return;
        Changed = true;
        if (at >= 0) _terms[at] = term;
        else _terms.Insert(AfterMechanisms, term);
    }

    // Modifiers are at the end of a record (RFC 7208 6).
    private int AfterMechanisms => _terms.FindLastIndex(static term => term.Parsed is not SpfModifier) + 1;

    private static RuleException Wrong(string message) => new(Rule.InvalidSpfRecord, message);

    private sealed record Term(string Text, SpfTerm? Parsed)
    {
        public static Term Of(string text)
        {
            try { return new Term(text, SpfRecord.ParseTerm(text)); }
            catch (SpfException) { return new Term(text, null); }
        }

        public bool IsSameAs(SpfTerm other) => (Parsed, other) switch
        {
            (SpfMechanism mine, SpfMechanism others) => mine.IsSameAs(others),
            (SpfModifier mine, SpfModifier others) => mine.Name == others.Name,
            _ => false,
        };

        public bool SaysTheSameAs(SpfTerm other) => (Parsed, other) switch
        {
            (SpfMechanism mine, SpfMechanism others) => mine.Result == others.Result,
            (SpfModifier mine, SpfModifier others) => mine.Value.Equals(others.Value, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

        // A mechanism without a sign names it with every sign, and redirect= and exp= can be named without their value.
        public bool IsNamedBy(Term wanted) => (Parsed, wanted.Parsed) switch
        {
            (SpfMechanism mine, SpfMechanism others) => mine.IsSameAs(others) && (mine.Result == others.Result || char.IsAsciiLetter(wanted.Text[0])),
            (SpfModifier mine, SpfModifier others) => mine.Name == others.Name && mine.Value.Equals(others.Value, StringComparison.OrdinalIgnoreCase),
            (SpfModifier mine, null) => wanted.Text.TrimEnd('=').Equals(mine.Name, StringComparison.OrdinalIgnoreCase),
            _ => Text.Equals(wanted.Text, StringComparison.OrdinalIgnoreCase),
        };
    }
}
