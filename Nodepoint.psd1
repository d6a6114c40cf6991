@{
    RootModule             = 'Nodepoint.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0d1f5e-3b43-4b0e-9d6b-6a8f6c1b7f52'
    Author                 = 'The Nodepoint authors'
    CompanyName            = 'Nodepoint'
    Copyright              = '(c) The Nodepoint authors. MIT license.'
    Description            = 'Manages an ISPConfig hosting panel from PowerShell: clients and limits, DNS, mail with DKIM, filters, and spam rules, websites, FTP users, databases, cron jobs, servers, and settings. For one object at the prompt, ten thousand rows from a CSV file, or unattended scripts.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('Nodepoint.Format.ps1xml', 'Nodepoint.Records.Format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Connect-NpPanel', 'Disconnect-NpPanel', 'Get-NpPanel', 'Test-NpPanel', 'Invoke-NpApi', 'Get-NpApiFunction'
        'Register-NpPanel', 'Unregister-NpPanel'
        'Get-NpJournal'
        'Get-NpServer', 'Get-NpServerConfig', 'Set-NpServerConfig', 'Get-NpPhpVersion', 'Get-NpSystemConfig', 'Set-NpSystemConfig'
        'Get-NpServerIp', 'New-NpServerIp', 'Set-NpServerIp', 'Remove-NpServerIp'
        'Get-NpConfigValue', 'Set-NpConfigValue', 'Remove-NpConfigValue', 'Set-NpRecordPermission'
        'Get-NpJobQueue', 'Wait-NpJobQueue', 'Get-NpDataLog'
        'Get-NpClient', 'New-NpClient', 'Set-NpClient', 'Remove-NpClient', 'Set-NpClientPassword', 'Test-NpClientLogin', 'Get-NpClientUsage'
        'Get-NpClientTemplate', 'Get-NpClientTemplateAssignment', 'New-NpClientTemplateAssignment', 'Remove-NpClientTemplateAssignment'
        'Get-NpDomain', 'New-NpDomain', 'Set-NpDomain', 'Remove-NpDomain'
        'Get-NpDnsZone', 'New-NpDnsZone', 'Set-NpDnsZone', 'Remove-NpDnsZone', 'Enable-NpDnsZone', 'Disable-NpDnsZone'
        'Get-NpDnsRecord', 'New-NpDnsRecord', 'Set-NpDnsRecord', 'Remove-NpDnsRecord', 'Update-NpDnsSerial'
        'Get-NpDnsSecondaryZone', 'New-NpDnsSecondaryZone', 'Set-NpDnsSecondaryZone', 'Remove-NpDnsSecondaryZone', 'Get-NpDnsTemplate', 'Set-NpDnssec'
        'Get-NpMailDomain', 'New-NpMailDomain', 'Set-NpMailDomain', 'Remove-NpMailDomain', 'Enable-NpMailDomain', 'Disable-NpMailDomain'
        'Get-NpMailbox', 'New-NpMailbox', 'Set-NpMailbox', 'Remove-NpMailbox'
        'Get-NpMailAlias', 'New-NpMailAlias', 'Set-NpMailAlias', 'Remove-NpMailAlias'
        'Get-NpMailForward', 'New-NpMailForward', 'Set-NpMailForward', 'Remove-NpMailForward'
        'Get-NpMailCatchAll', 'New-NpMailCatchAll', 'Set-NpMailCatchAll', 'Remove-NpMailCatchAll'
        'Get-NpMailDomainAlias', 'New-NpMailDomainAlias', 'Set-NpMailDomainAlias', 'Remove-NpMailDomainAlias'
        'Get-NpMailingList', 'New-NpMailingList', 'Set-NpMailingList', 'Remove-NpMailingList'
        'Get-NpMailboxFilter', 'New-NpMailboxFilter', 'Set-NpMailboxFilter', 'Remove-NpMailboxFilter'
        'Get-NpMailTransport', 'New-NpMailTransport', 'Set-NpMailTransport', 'Remove-NpMailTransport'
        'Get-NpMailRelayDomain', 'New-NpMailRelayDomain', 'Set-NpMailRelayDomain', 'Remove-NpMailRelayDomain'
        'Get-NpMailRelayRecipient', 'New-NpMailRelayRecipient', 'Set-NpMailRelayRecipient', 'Remove-NpMailRelayRecipient'
        'Get-NpMailAccessRule', 'New-NpMailAccessRule', 'Set-NpMailAccessRule', 'Remove-NpMailAccessRule'
        'Get-NpMailContentFilter', 'New-NpMailContentFilter', 'Set-NpMailContentFilter', 'Remove-NpMailContentFilter'
        'Get-NpMailFetch', 'New-NpMailFetch', 'Set-NpMailFetch', 'Remove-NpMailFetch'
        'Get-NpSpamPolicy', 'New-NpSpamPolicy', 'Set-NpSpamPolicy', 'Remove-NpSpamPolicy'
        'Get-NpSpamUser', 'New-NpSpamUser', 'Set-NpSpamUser', 'Remove-NpSpamUser'
        'Get-NpSpamRule', 'New-NpSpamRule', 'Set-NpSpamRule', 'Remove-NpSpamRule'
        'Get-NpMailboxUsage', 'Get-NpMailboxBackup', 'Restore-NpMailboxBackup', 'Remove-NpMailboxBackup'
        'New-NpDkimKey', 'Get-NpDkim', 'Set-NpDkim', 'Remove-NpDkim'
        'Get-NpWebsite', 'New-NpWebsite', 'Set-NpWebsite', 'Remove-NpWebsite', 'Enable-NpWebsite', 'Disable-NpWebsite'
        'Get-NpWebsiteCertificate', 'Set-NpWebsiteCertificate'
        'Get-NpWebSubdomain', 'New-NpWebSubdomain', 'Set-NpWebSubdomain', 'Remove-NpWebSubdomain'
        'Get-NpWebAliasDomain', 'New-NpWebAliasDomain', 'Set-NpWebAliasDomain', 'Remove-NpWebAliasDomain'
        'Get-NpWebVhostSubdomain', 'New-NpWebVhostSubdomain', 'Set-NpWebVhostSubdomain', 'Remove-NpWebVhostSubdomain'
        'Get-NpWebVhostAliasDomain', 'New-NpWebVhostAliasDomain', 'Set-NpWebVhostAliasDomain', 'Remove-NpWebVhostAliasDomain'
        'Get-NpFtpUser', 'New-NpFtpUser', 'Set-NpFtpUser', 'Remove-NpFtpUser'
        'Get-NpShellUser', 'New-NpShellUser', 'Set-NpShellUser', 'Remove-NpShellUser'
        'Get-NpWebDavUser', 'New-NpWebDavUser', 'Set-NpWebDavUser', 'Remove-NpWebDavUser'
        'Get-NpWebFolder', 'New-NpWebFolder', 'Set-NpWebFolder', 'Remove-NpWebFolder'
        'Get-NpWebFolderUser', 'New-NpWebFolderUser', 'Set-NpWebFolderUser', 'Remove-NpWebFolderUser'
        'Get-NpDatabase', 'New-NpDatabase', 'Set-NpDatabase', 'Remove-NpDatabase'
        'Get-NpDatabaseUser', 'New-NpDatabaseUser', 'Set-NpDatabaseUser', 'Remove-NpDatabaseUser'
        'Get-NpCronJob', 'New-NpCronJob', 'Set-NpCronJob', 'Remove-NpCronJob'
        'Get-NpWebsiteUsage', 'Get-NpWebsiteTraffic', 'Get-NpFtpTraffic', 'Get-NpDatabaseUsage'
        'Get-NpWebsiteBackup', 'Restore-NpWebsiteBackup', 'Remove-NpWebsiteBackup', 'Export-NpWebsiteBackup'
        'Start-NpSandbox', 'Stop-NpSandbox', 'Get-NpSandbox', 'Reset-NpSandbox'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('ISPConfig', 'Hosting', 'DNS', 'Mail', 'Mailbox', 'DKIM', 'Website', 'FTP', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://nodepoint.eu'
            ReleaseNotes = 'First version: the complete remote API of the panel, and a sandbox panel to try it on. See CHANGELOG.md.'
        }
    }
}
