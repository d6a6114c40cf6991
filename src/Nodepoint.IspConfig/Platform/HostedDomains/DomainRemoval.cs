using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The removal of a part of a domain, with what belongs to it.</summary>
/// <param name="What">The part: "website example.com".</param>
/// <param name="Plan">The plan.</param>
/// <param name="Dependents">What is removed before it.</param>
/// <param name="CarryOutAsync">Carries out the plan.</param>
internal sealed record DomainRemoval(string What, WritePlan Plan, IReadOnlyList<Dependent> Dependents, Func<IWriteLog, CancellationToken, Task> CarryOutAsync)
{
    // The records of a zone are removed by the panel, and there are many of them.
    private const string Record = "record";

    /// <summary>The calls that remove it and what belongs to it.</summary>
    public IEnumerable<PanelCall> Calls => Dependents.Select(static dependent => dependent.Call).Concat(Plan.Calls.Select(static call => call.Call));

    /// <summary>What is removed, in words and in order.</summary>
    public IEnumerable<string> Words
    {
        get
        {
            foreach (var dependent in Dependents)
                if (!dependent.Implied && dependent.Title != Record) yield return $"{dependent.Title} {dependent.Name}";
            var records = Dependents.Count(static dependent => dependent.Title == Record);
            yield return records == 0 ? What : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{What} with {records} record{(records == 1 ? "" : "s")}");
        }
    }
}
