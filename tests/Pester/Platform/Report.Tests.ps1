# Export-NpReport: the page, what it shows of the demo company, and what it says when something cannot be read.
BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1') }

Describe 'Export-NpReport' -Tag Sandbox {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $folder = (Get-Item TestDrive:/).FullName.TrimEnd('/', '\')
        $before = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory "$folder/config").FullName
        $sandbox = Start-NpSandbox reported -Demo
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name demo
        # The text of a section of a page, without its markup.
        function Get-SectionText($File, [string] $Id) {
            $html = Get-Content $File -Raw
            if ($html -notmatch "(?s)<section id=`"$Id`".*?</section>") { return }
            [Net.WebUtility]::HtmlDecode(($Matches[0] -replace '<[^>]+>', ' ' -replace '\s+', ' '))
        }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Get-NpPanel | Where-Object Name -in demo, few | Disconnect-NpPanel
        $sandbox | Stop-NpSandbox
    }

    Context 'of the demo company' {
        BeforeAll { $file = Export-NpReport "$folder/report.html" -NoLive }

        It 'returns the file, which needs no other' {
            $file | Should -BeOfType ([IO.FileInfo])
            $file.FullName | Should -Be "$folder/report.html"
            $html = Get-Content $file -Raw
            $html | Should -Match '^<!DOCTYPE html>'
            $html | Should -Match "default-src 'none'"
            @([regex]::Matches($html, '(?:href|src)="([^"]*)"') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -notmatch '^(#|data:)' }) | Should -BeNullOrEmpty
        }

        It 'shows the fullest mailboxes and websites first, with sizes for people' {
            Get-SectionText $file mailboxes | Should -Match 'orders@kornblume\.example .*104\.8 % 262 MB 250 MB info@example\.com .*96\.7 % 990 MB 1 GB'
            Get-SectionText $file mailboxes | Should -Match 'unlimited|no limit'
            Get-SectionText $file websites | Should -Match 'kornblume\.example .*103\.5 %.*shop\.example .*92\.3 % 1\.85 GB 2 GB 18,400'
        }

        It 'shows the traffic of each month, as the panel has measured it' {
            $traffic = Get-NpWebsiteTraffic -Website shop.example
            $text = Get-SectionText $file traffic
            $size = { param($bytes) '{0:0.#} GB' -f [Math]::Round($bytes / 1GB, 1) }
            $text | Should -Match "shop\.example .*$([regex]::Escape((& $size $traffic.ThisMonth)))"
            # On a day that last month does not have, the panel returns this month.
            if ($null -ne $traffic.LastMonth) { $text | Should -Match "shop\.example .*$([regex]::Escape((& $size $traffic.ThisMonth))) $([regex]::Escape((& $size $traffic.LastMonth)))" }
            @([regex]::Matches((Get-Content $file -Raw), '<time datetime="\d{4}-\d{2}"')).Count | Should -Be 12
        }

        It 'shows zones, servers, jobs, and limits' {
            Get-SectionText $file zones | Should -Match "kornblume\.example Not checked $((Get-NpDnsZone kornblume.example).Serial)"
            Get-SectionText $file platform | Should -Match (Get-NpServer).Name
            Get-SectionText $file jobs | Should -Match '1 failure .*UTC .* Insert in web_database entry 69 admin Cannot create database c3kornblume: no space left on device\.'
            Get-SectionText $file limits | Should -Match '5 clients|Limits'
        }

        It 'says what was not checked' {
            foreach ($section in 'platform', 'zones', 'delivery', 'certificates') { Get-SectionText $file $section | Should -Match 'What was not checked .*-NoLive' -Because $section }
            Get-SectionText $file platform | Should -Match 'no platform profile'
        }

        It 'counts the problems at its top, and links to them' {
            $html = Get-Content $file -Raw
            $html | Should -Match '(?s)<nav class="strip".*href="#mailboxes".*1 failure, 2 warnings.*</nav>'
            $html | Should -Not -Match 'id="changes"'
        }

        It 'is the same page again, but for the time' {
            $first = (Get-Content $file -Raw) -replace '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(Z| UTC)', 'TIME'
            $again = Export-NpReport "$folder/again.html" -NoLive
            ((Get-Content $again -Raw) -replace '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(Z| UTC)', 'TIME') | Should -Be $first
        }

        It 'replaces a file as a whole, and writes nothing with -WhatIf' {
            Set-Content "$folder/old.html" 'old'
            $null = Export-NpReport "$folder/old.html" -NoLive -WhatIf
            Get-Content "$folder/old.html" | Should -Be 'old'
            $null = Export-NpReport "$folder/old.html" -NoLive
            Get-Content "$folder/old.html" -Raw | Should -Match 'kornblume'
            @(Get-ChildItem $folder -Filter *.new) | Should -BeNullOrEmpty
        }
    }

    Context 'since a snapshot' {
        BeforeAll {
            $null = Export-NpState "$folder/state"
            Set-NpMailbox anna@example.com -Quota 5GB
            $null = New-NpMailAlias hello@kornblume.example info@kornblume.example
            $file = Export-NpReport "$folder/since.html" -NoLive -Since "$folder/state"
        }

        It 'shows what has changed, as Compare-NpState does' {
            $text = Get-SectionText $file changes
            $text | Should -Match 'anna@example\.com mailbox Changed Quota unlimited 5 GB'
            $text | Should -Match 'hello@kornblume\.example .*Added'
            $changes = @(Compare-NpState "$folder/state")
            $text | Should -Match "$($changes.Count) changes"
        }

        It 'has no secret in it' {
            Get-Content $file -Raw | Should -Not -Match '\$[156]\$|PRIVATE KEY|-Pw-'
        }

        It 'refuses a folder that is not a snapshot, before it reads anything' {
            $null = New-Item -ItemType Directory "$folder/empty"
            { Export-NpReport "$folder/no.html" -NoLive -Since "$folder/empty" } | Should -Throw -ErrorId 'InvalidState,*' -ExpectedMessage '*is not a state*'
            { Export-NpReport "$folder/no.html" -NoLive -Since "$folder/nowhere" } | Should -Throw -ErrorId 'InvalidState,*' -ExpectedMessage "*nowhere' of -Since does not exist*"
            Test-Path "$folder/no.html" | Should -BeFalse
        }
    }

    Context 'where a name is markup' {
        It 'shows the name, and runs nothing' {
            # The panel takes markup out of names, but not out of records.
            $null = Export-NpState "$folder/markup"
            $null = New-NpDnsRecord example.com markup TXT '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
            $html = Get-Content (Export-NpReport "$folder/markup.html" -NoLive -Since "$folder/markup") -Raw
            $html | Should -Match '&lt;script&gt;alert\(1\)&lt;/script&gt;'
            $html | Should -Not -Match '<script>alert|<img'
        }
    }

    Context 'without rights' {
        It 'says on the page what could not be read, and shows the rest' {
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.LimitedCredential -CertificatePin $sandbox.CertificatePin -Name few -KeepDefault
            $file = Export-NpReport "$folder/few.html" -NoLive -Panel few -ErrorVariable problems
            $problems | Should -BeNullOrEmpty
            Get-SectionText $file traffic | Should -Match 'not all checked .*The traffic was not read: .*may not call trafficquota_get_by_user.*Quota functions'
            Get-SectionText $file jobs | Should -Match 'The data log was not read: .*may not call'
            Get-Content $file -Raw | Should -Match 'in what was checked|warning'
        }
    }

    Context 'and its file' {
        It 'is refused as a folder, and in a folder that does not exist' {
            { Export-NpReport $folder -NoLive } | Should -Throw -ErrorId 'FileExists,*' -ExpectedMessage '*is a folder*'
            { Export-NpReport "$folder/nowhere/report.html" -NoLive } | Should -Throw -ExpectedMessage "*nowhere' of -Path does not exist*"
        }

        It 'is in a folder of each panel with several panels' {
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name other -KeepDefault
            try { $files = @(Export-NpReport "$folder/all.html" -NoLive -Panel demo, other) }
            finally { Disconnect-NpPanel other }
            $files.FullName | Should -Be "$folder/demo/all.html", "$folder/other/all.html"
            $files.Panel | Should -Be 'demo', 'other'
        }
    }

    Context 'on a platform' -Skip:(-not $IsPlatformPossible) {
        BeforeAll {
            . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1')
            $platform = Start-TestPlatform
            Register-NpPanel demo $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            $profile = Get-TestPlatformProfile $platform
            Set-NpPlatform demo @profile
            Get-NpDnsZone | Where-Object Origin -ne kornblume.example. | Disable-NpDnsZone -Confirm:$false
            'ns1.nodepoint.eu.', 'ns2.nodepoint.eu.' | ForEach-Object { $null = New-NpDnsRecord kornblume.example '@' NS $_ -SkipExisting }
            Add-TestPlatformZone $platform kornblume.example (Get-ZoneText kornblume.example)
        }
        AfterAll { Stop-TestPlatform $platform }

        It 'shows each service with what it answered, the serials of both name servers, the delivery of each domain, and the days of certificates' {
            $file = Export-NpReport "$folder/platform.html" -CaCertificate $platform.Authority.Path -Verbose 4> $null
            $text = Get-SectionText $file platform
            $text | Should -Match 'mail mail\.nodepoint\.eu 127\.0\.1\.12 smtp \d+ : Pass TLS 1\.[23], [\d.]+ ms'
            $serial = (Get-NpDnsZone kornblume.example).Serial
            Get-SectionText $file zones | Should -Match "Zone State Panel ns1 ns2 .*kornblume\.example Pass $serial $serial $serial"
            Get-SectionText $file delivery | Should -Match 'Domain MX SPF DKIM DMARC .*kornblume\.example (Pass|Warning|Failure|Not checked) '
            Get-SectionText $file certificates | Should -Match 'mail\.nodepoint\.eu.* \d+ \d{4}-\d\d-\d\d .*mail \(.*smtp'
        }

        It 'finds a name server that does not answer' {
            Stop-NameServer $platform.Ns2
            try { Get-SectionText (Export-NpReport "$folder/down.html" -CaCertificate $platform.Authority.Path -TimeoutSec 2) zones | Should -Match 'kornblume\.example Failure .*no answer' }
            finally { $platform.Ns2 = $null }
        }
    }
}

Describe 'Export-NpReport in the session of a client' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        $credential = [pscredential]::new('orchard', (ConvertTo-SecureString 'Orchard-Pw-23!' -AsPlainText -Force))
        $null = Connect-NpPanel $sandbox.Uri -Credential $credential -CertificatePin $sandbox.CertificatePin -Name orchard -ClientLogin -KeepDefault -WarningAction SilentlyContinue
    }
    AfterAll {
        Get-NpPanel | Where-Object Name -eq orchard | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'shows what it owns, and nothing of somebody else' {
        $html = Get-Content (Export-NpReport (Join-Path (Get-Item TestDrive:/).FullName client.html) -NoLive -Panel orchard) -Raw
        foreach ($mailbox in Get-NpMailbox -Panel orchard) { $html | Should -Match ([regex]::Escape($mailbox.Email)) }
        $html | Should -Not -Match 'meadow|pier\.|harbor|solo|grove|acme|status\.example'
    }
}
