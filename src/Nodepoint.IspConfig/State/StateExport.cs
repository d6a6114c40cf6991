using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>What Export-NpState has written.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Panel">The address of the panel.</param>
/// <param name="PanelVersion">The version of the panel.</param>
/// <param name="Objects">The number of objects.</param>
/// <param name="Files">The number of files of the state.</param>
/// <param name="Written">The number of files whose content is new.</param>
/// <param name="Removed">The number of files that were removed, because what they were about is gone.</param>
/// <param name="IncludesSecrets">Whether the files have password hashes, keys, and passwords.</param>
/// <param name="NotAllowed">The nouns that the remote user may not read, each with the permission that it needs.</param>
[TableView("Objects:8> Files:6> Written:8> Removed:8> IncludesSecrets:15 Path")]
public sealed record StateExport(string Path, string Panel, string PanelVersion, int Objects, int Files, int Written, int Removed, bool IncludesSecrets, IReadOnlyDictionary<string, string> NotAllowed)
{
    /// <summary>Returns the folder.</summary>
    /// <returns>The folder.</returns>
    public override string ToString() => Path;
}
