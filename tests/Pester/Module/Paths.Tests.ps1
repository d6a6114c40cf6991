# Every parameter that is the path of a file: relative to a folder, and refused where the current location is something else.
BeforeDiscovery {
    $named = 'Path|File|Journal|^Data$|^Seed$|^State$|Certificate|PrivateKey|Chain|Folder|Directory|Log'
    $found = @(foreach ($command in Get-Command -Module Nodepoint) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($parameter.ParameterType -in [string], [string[]], [securestring] -and $parameter.Name -match $named) { "$($command.Name) -$($parameter.Name)" }
        }
    })
    $journals = @($found -like '* -Journal')
    # All but -Journal, which every cmdlet that writes rows has.
    $files = @(
        'Connect-NpPanel -CaCertificate', 'Register-NpPanel -CaCertificate', 'Connect-NpPanel -LogPath', 'Register-NpPanel -LogPath', 'Get-NpChangeLog -Path', 'Get-NpJournal -Path', 'ConvertFrom-NpZoneFile -Path', 'Import-NpCsv -Path', 'Compare-NpDnsZone -Path', 'Sync-NpDnsZone -Path', 'Import-NpDnsZone -Path', 'Export-NpDnsZone -Path', 'Export-NpState -Path', 'Import-NpState -Path', 'Get-NpJournal -LiteralPath', 'Start-NpSandbox -Data', 'Start-NpSandbox -Seed', 'Start-NpSandbox -State'
        'Test-NpPlatform -CaCertificate', 'Export-NpReport -Path', 'Export-NpReport -CaCertificate'
        'Set-NpWebsiteCertificate -Certificate', 'Set-NpWebsiteCertificate -PrivateKey', 'Set-NpWebsiteCertificate -Chain'
        'Test-NpService -CaCertificate', 'Test-NpService -Path'
    )
    # Paths on the server, and text of other kinds.
    $noFiles = @(
        'Connect-NpPanel -CertificatePin', 'Register-NpPanel -CertificatePin', 'Set-NpDkim -PrivateKey'
        $found | Where-Object { $_ -notin $journals + $files -and $_ -match '^(New|Set|Get|Remove|Restore|Export)-Np(Web|Ftp|Shell|Mail|Cron|Client|Database|Spam)' }
    )
}

Describe 'The path of a file' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $folder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName 'in [brackets]') -ItemType Directory).FullName
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=paths.example', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
        $names.AddDnsName('paths.example')
        $request.CertificateExtensions.Add($names.Build())
        [IO.File]::WriteAllText("$folder/own[1].pem", $request.CreateSelfSigned([datetime]::UtcNow.AddDays(-1), [datetime]::UtcNow.AddDays(90)).ExportCertificatePem())
        [IO.File]::WriteAllText("$folder/own[1].key", $key.ExportPkcs8PrivateKeyPem())

        # What is wrong with a command line; its error, whether it ends the command or is written for the row.
        function Get-Problem([string] $Name, [hashtable] $Given) {
            try { & $Name @Given -ErrorAction Stop | Out-Null } catch { $_ }
        }
    }
    AfterEach {
        Set-Location $PSScriptRoot
        # There is no default panel after a connection that was refused.
        if (-not (Get-NpPanel | Where-Object IsDefault)) { $null = Connect-SpecPanel }
    }
    AfterAll {
        Get-NpSandbox 'paths*' | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'is what <_.Found.Count> parameters are named after: <_.Journals.Count> times -Journal, <_.Files.Count> others, and <_.NoFiles.Count> that are something else' -ForEach @(
        @{ Found = $found; Journals = $journals; Files = $files; NoFiles = $noFiles }
    ) {
        $Found | Where-Object { $_ -notin $Journals + $Files + $NoFiles } | Should -BeNullOrEmpty
        $Files | Where-Object { $_ -notin $Found } | Should -BeNullOrEmpty
        # The help says which ones are the path of a file or folder of this computer.
        foreach ($one in $Found) {
            $command, $name = $one -split ' -'
            $text = -join (Get-Help $command -Parameter $name).description.Text
            $text -match 'path of (a|the journal''s) file|^The path of the folder' | Should -Be ($one -notin $NoFiles) -Because $one
        }
    }

    It 'is refused in Env:\ by <_>' -ForEach $files {
        $command, $name = $_ -split ' -'
        $given = @{ $name = 'file[1].txt' }
        switch ($command) {
            'Connect-NpPanel' { $given += @{ Uri = $sandbox.Uri; Credential = $sandbox.Credential; Name = 'paths' } }
            'Register-NpPanel' { $given += @{ Uri = 'https://panel.example.com:8080'; Name = 'paths' } }
            'Test-NpService' { $given.Format = 'Prometheus' }
            'Export-NpReport' { if (-not $given.Path) { $given.Path = "$folder/report.html" } }
            'Set-NpWebsiteCertificate' {
                $given.Website = 'paths.example'
                if (-not $given.Certificate) { $given.Certificate = '-----BEGIN CERTIFICATE-----' }
                $given.PrivateKey = ConvertTo-SecureString ($given.PrivateKey ?? '-----BEGIN PRIVATE KEY-----') -AsPlainText -Force
            }
        }
        Set-Location Env:\
        $problem = Get-Problem $command $given
        $problem.FullyQualifiedErrorId | Should -BeLike 'PathNotInFileSystem,*'
        "$problem" | Should -BeLike "*-$name*Set-Location*"
        if ($name -eq 'PrivateKey') { "$problem" | Should -Not -BeLike '*file*1*txt*' }
        else { "$problem" | Should -BeLike '*file`[1`].txt*' }
    }

    It 'is refused in Env:\ as -Journal of a cmdlet that writes rows, before anything is sent' {
        Set-Location Env:\
        $problem = Get-Problem 'New-NpMailDomain' @{ Domain = 'paths.example'; Journal = 'rows.jsonl' }
        $problem.FullyQualifiedErrorId | Should -BeLike 'PathNotInFileSystem,*'
        "$problem" | Should -BeLike "*'rows.jsonl' as -Journal*Set-Location*"
        @(Get-NpMailDomain paths.example) | Should -BeNullOrEmpty
        # All of them hand it to the runner of their rows, which opens it.
        @(Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('Journal') -and $_.ImplementingType.GetInterfaces().Name -notcontains 'IJournaled' }) | Should -BeNullOrEmpty
    }

    It 'is refused on another provider''s drive, on a drive that does not exist, and if it is empty' {
        foreach ($path in 'Env:rows.jsonl', 'Nowhere:\rows.jsonl', ' ') {
            (Get-Problem 'New-NpMailDomain' @{ Domain = 'paths.example'; Journal = $path }).FullyQualifiedErrorId | Should -BeLike 'PathNotInFileSystem,*' -Because $path
        }
    }

    It 'can be a full path in Env:\' {
        Set-Location Env:\
        $null = New-NpMailDomain full.example -Journal "$folder/full.jsonl"
        (Get-NpJournal "$folder/full.jsonl").Done | Should -Be 1
    }

    It 'starts from the current folder, and [ and ] are part of its name' {
        Set-Location -LiteralPath $folder
        $null = New-NpMailDomain paths.example -Journal 'rows[1].jsonl'
        [IO.File]::Exists("$folder/rows[1].jsonl") | Should -BeTrue
        (Get-NpJournal 'rows[1].jsonl').Path | Should -Be "$folder/rows[1].jsonl"
        (Get-NpJournal 'rows*.jsonl').Path | Should -Be "$folder/rows[1].jsonl"
        (Get-ChildItem -LiteralPath $folder -Filter '*.jsonl' | Where-Object Name -like 'rows*' | Get-NpJournal).Done | Should -Be 1

        $null = New-NpWebsite paths.example -Client acme -ErrorAction Stop
        Set-NpWebsiteCertificate paths.example -Certificate 'own[1].pem' -PrivateKey (ConvertTo-SecureString 'own[1].key' -AsPlainText -Force) -ErrorAction Stop
        (Get-NpWebsiteCertificate paths.example).Ssl | Should -BeTrue
        # It is no chain, so the file was read.
        "$(Get-Problem 'Set-NpWebsiteCertificate' @{ Website = 'paths.example'; Certificate = 'own[1].pem'; PrivateKey = ConvertTo-SecureString 'own[1].key' -AsPlainText -Force; Chain = 'own[1].pem' })" | Should -BeLike '*chain is not complete*'

        $trust = if ($sandbox.CertificatePin) { @{ CertificatePin = $sandbox.CertificatePin } } else { @{} }
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name paths -LogPath 'log[1].jsonl' @trust
        $null = New-NpMailDomain logged.example -Client acme -ErrorAction Stop
        [IO.File]::Exists("$folder/log[1].jsonl") | Should -BeTrue
        (Get-NpChangeLog 'log[1].jsonl').Key | Should -Contain logged.example
        (Get-NpChangeLog 'log*.jsonl').Key | Should -Contain logged.example
        Disconnect-NpPanel paths
        $null = Connect-NpPanel -Name spec

        # The sandbox's certificate is not signed by this authority, so the file was read.
        (Get-Problem 'Connect-NpPanel' @{ Uri = $sandbox.Uri; Credential = $sandbox.Credential; CaCertificate = 'own[1].pem' }).FullyQualifiedErrorId | Should -BeLike 'Certificate,*'
        $before = $env:XDG_CONFIG_HOME
        try {
            $env:XDG_CONFIG_HOME = $folder
            (Register-NpPanel paths https://panel.example.com:8080 -CaCertificate 'own[1].pem' -PassThru).CaCertificate | Should -Be "$folder/own[1].pem"
            (Register-NpPanel paths https://panel.example.com:8080 -LogPath 'log[1].jsonl' -PassThru).LogPath | Should -Be "$folder/log[1].jsonl"
        }
        finally { $env:XDG_CONFIG_HOME = $before }
    }

    It 'starts from the current folder for a sandbox too' -Tag Sandbox {
        Set-Location -LiteralPath $folder
        [IO.File]::WriteAllText("$folder/seed[1].json", '{ "tables": {} }')
        $null = Start-NpSandbox paths1 -Seed 'seed[1].json'
        $null = Start-NpSandbox paths2 -Data 'data[1].db'
        [IO.File]::Exists("$folder/data[1].db") | Should -BeTrue
        $null = Export-NpState 'state[1]' -Panel spec
        $null = Start-NpSandbox paths3 -State 'state[1]' -WarningAction SilentlyContinue
    }
}
