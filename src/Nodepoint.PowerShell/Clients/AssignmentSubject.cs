using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Reads what the assignment of a template is about from the text in a journal: the client, a space, and the template.</summary>
internal static class AssignmentSubject
{
    /// <summary>The clients and templates that the text can mean. A client's user name has no spaces, so there is one at most.</summary>
    /// <param name="subject">The text.</param>
    public static IEnumerable<(Reference<Client> Client, string Template)> Split(string subject)
        => subject.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && space < subject.Length - 1 ? [(RowSubject.ToReference<Client>(subject[..space]), subject[(space + 1)..])] : [];
}
